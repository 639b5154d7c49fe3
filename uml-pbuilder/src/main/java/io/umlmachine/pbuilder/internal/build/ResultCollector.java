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
import java.util.List;

/**
 * Brings the results of a build out of its machine. The guest is not trusted: what leaves it is what its .changes file
 * lists, each file is checked on the host, and only then put in place.
 */
final class ResultCollector {

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
     * Collects the results.
     *
     * @param source the source package that was built
     * @param staging a directory that is not there yet, on the file system of {@code target}
     * @param target where the results go
     * @throws ResultException if they are not there, or not what .changes says
     */
    Changes collect(Dsc source, Path staging, Path target) throws IOException, InterruptedException {
        String changes = changesName();
        List<String> names = listed(changes);
        names.add(changes);
        moveToOutbox(names);
        machine.copyOut(OUTBOX, staging);
        Changes staged = Changes.read(staging.resolve(changes));
        staged.verify();
        if (!staged.source().equals(source.source())) {
            throw new ResultException("The build of " + source.source() + " left packages of " + staged.source());
        }
        return place(staged, target);
    }

    private String changesName() throws InterruptedException {
        ExecResult found = machine.exec(
                "find", GuestSetup.DIRECTORY, "-maxdepth", "1", "-type", "f", "-regex", CHANGES, "-printf", "%f\\0");
        String[] names = found.orThrow().stdout().split("\0");
        if (names.length != 1 || names[0].isEmpty()) {
            throw new ResultException("The build succeeded and left not one .changes file, but "
                    + (names[0].isEmpty() ? "none" : String.join(", ", names)));
        }
        return names[0];
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

    private void moveToOutbox(List<String> names) throws InterruptedException {
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
    private static Changes place(Changes staged, Path target) throws IOException {
        synchronized (PLACING) {
            for (FileEntry entry : staged.files()) {
                move(staged.file().resolveSibling(entry.name()), target);
            }
            return Changes.read(move(staged.file(), target));
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
