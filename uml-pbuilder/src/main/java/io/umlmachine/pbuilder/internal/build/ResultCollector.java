package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.Changes;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.FileEntry;
import io.umlmachine.pbuilder.ResultException;
import io.umlmachine.pbuilder.internal.control.ControlException;
import io.umlmachine.pbuilder.internal.control.ControlFile;
import io.umlmachine.pbuilder.internal.control.FileList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings the results of a build out of its machine. The guest is not trusted: what leaves it is what its .changes file
 * lists, each file is checked on the host, and only then put in place.
 */
final class ResultCollector {

    /** The end of the name of a .changes file of the source alone. */
    static final String SOURCE_CHANGES = "_source.changes";

    private static final String OUTBOX = "/build/.umlmachine-results";
    private static final String CHANGES = ".*/[A-Za-z0-9][A-Za-z0-9.+~_-]*\\.changes";
    private static final ByteSize LARGEST = ByteSize.mebibytes(8);
    private static final Object PLACING = new Object();
    private static final String MODE = "rw-r--r--";

    private final UmlMachine machine;
    private final GuestSteps steps;

    ResultCollector(UmlMachine machine, GuestSteps steps) {
        this.machine = machine;
        this.steps = steps;
    }

    /**
     * What was collected, in place.
     *
     * @param changes what was built
     * @param source the source alone, if it was asked for
     */
    record Collected(Changes changes, Optional<Changes> source) {

        /** The names of all files, those of .changes last. */
        List<String> names() {
            List<String> names = new ArrayList<>(entries().keySet());
            both().forEach(made -> names.add(made.file().getFileName().toString()));
            return names;
        }

        private Map<String, FileEntry> entries() {
            Map<String, FileEntry> entries = new LinkedHashMap<>();
            both().flatMap(made -> made.files().stream()).forEach(entry -> entries.putIfAbsent(entry.name(), entry));
            return entries;
        }

        private Stream<Changes> both() {
            return Stream.concat(source.stream(), Stream.of(changes));
        }
    }

    /**
     * Collects the results.
     *
     * @param source the source package that was built
     * @param staging a directory that is not there yet, on the file system of {@code target}
     * @param target where the results go
     * @param sourceToo whether there is a .changes file of the source alone, too
     * @throws ResultException if they are not there, or not what .changes says
     */
    Collected collect(Dsc source, Path staging, Path target, boolean sourceToo)
            throws IOException, InterruptedException {
        List<String> found = changesNames();
        Optional<String> ofSource = found.stream()
                .filter(name -> sourceToo && name.endsWith(SOURCE_CHANGES))
                .findFirst();
        String changes = only(found.stream()
                .filter(name -> !ofSource.equals(Optional.of(name)))
                .toList());
        Set<String> names = new LinkedHashSet<>(listed(changes));
        if (ofSource.isPresent()) {
            names.addAll(listed(ofSource.get()));
            names.add(ofSource.get());
        }
        names.add(changes);
        moveToOutbox(names);
        machine.copyOut(OUTBOX, staging);
        Optional<Changes> sourceChanges = Optional.empty();
        if (ofSource.isPresent()) {
            sourceChanges = Optional.of(verified(staging.resolve(ofSource.get()), source));
        }
        return place(new Collected(verified(staging.resolve(changes), source), sourceChanges), target);
    }

    private static Changes verified(Path file, Dsc source) {
        Changes staged = Changes.read(file);
        staged.verify();
        if (!staged.source().equals(source.source())) {
            throw new ResultException("The build of " + source.source() + " left packages of " + staged.source());
        }
        return staged;
    }

    private List<String> changesNames() throws InterruptedException {
        ExecResult found = machine.exec(
                "find", GuestSetup.DIRECTORY, "-maxdepth", "1", "-type", "f", "-regex", CHANGES, "-printf", "%f\\0");
        return Arrays.stream(found.orThrow().stdout().split("\0"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String only(List<String> names) {
        if (names.size() != 1) {
            throw new ResultException("The build succeeded and left not one .changes file, but "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return names.get(0);
    }

    private List<String> listed(String changes) throws InterruptedException {
        byte[] content = machine.exec(
                        Command.of("cat", GuestSetup.DIRECTORY + "/" + changes).outputLimit(LARGEST))
                .orThrow()
                .stdoutBytes();
        try {
            return new ArrayList<>(FileList.of(ControlFile.parse(content)).stream()
                    .map(FileEntry::name)
                    .toList());
        } catch (ControlException e) {
            throw new ResultException("The build left an unusable " + changes + ": " + e.getMessage(), e);
        }
    }

    private void moveToOutbox(Collection<String> names) throws InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of("sh", "-eu", "-c", "mkdir \"$0\"; exec mv -t \"$0\" -- \"$@\"", OUTBOX));
        argv.addAll(names);
        steps.require(
                Command.of(argv).directory(GuestSetup.DIRECTORY),
                failure -> new ResultException("The build did not leave what its .changes file lists: " + failure));
    }

    /**
     * Each file appears whole; the .changes file comes last, so that whoever sees it finds the others. Builds of one
     * source at the same time must not mix their files, so one of this program places its files at a time.
     */
    private static Collected place(Collected staged, Path target) throws IOException {
        synchronized (PLACING) {
            Path directory = staged.changes().file().getParent();
            for (String name : staged.entries().keySet()) {
                move(directory.resolve(name), target);
            }
            Optional<Changes> source = Optional.empty();
            if (staged.source().isPresent()) {
                source = Optional.of(Changes.read(move(staged.source().get().file(), target)));
            }
            return new Collected(Changes.read(move(staged.changes().file(), target)), source);
        }
    }

    private static Path move(Path file, Path target) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(MODE));
        return Files.move(
                file,
                target.resolve(file.getFileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
