package io.umlmachine.pbuilder.internal.results;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.FileTrees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings files and directories out of a machine that some patterns name. The guest is not trusted: names that a shell or a
 * person could take for something else, and links, which could lead anywhere on the host, are left out.
 */
public final class AdditionalResults {

    private static final String OUTBOX = "/var/lib/umlmachine/additional";

    /** The words of a pattern are not split, but it is expanded; what matches nothing stays as it is. */
    private static final List<String> GATHER = List.of("sh", "-eu", "-c", """
            IFS=
            mkdir -p "$0"
            cd /build
            for pattern; do
                for file in $pattern; do
                    if test -e "$file" && ! test -L "$file"; then cp -a -- "$file" "$0/"; else echo "$file"; fi
                done
            done
            """, OUTBOX);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+~][A-Za-z0-9_.+~:@%=, -]{0,254}");

    private final UmlMachine machine;
    private final Consumer<String> note;

    /**
     * Collects from a machine.
     *
     * @param note is told what was left out
     */
    public AdditionalResults(UmlMachine machine, Consumer<String> note) {
        this.machine = machine;
        this.note = note;
    }

    /**
     * Brings out what the patterns name. What is there already under such a name is replaced.
     *
     * @param staging a directory that is not there yet, on the file system of {@code target}
     * @return where they are now
     */
    public List<Path> collect(List<String> patterns, Path staging, Path target)
            throws IOException, InterruptedException {
        if (patterns.isEmpty()) {
            return List.of();
        }
        List<String> argv = new ArrayList<>(GATHER);
        argv.addAll(patterns);
        machine.exec(Command.of(argv))
                .orThrow()
                .stdout()
                .lines()
                .forEach(line -> note.accept("No additional result: " + line));
        machine.copyOut(OUTBOX, staging);
        removeLinks(staging);
        List<Path> staged;
        try (Stream<Path> children = Files.list(staging)) {
            staged = children.sorted().toList();
        }
        List<Path> placed = new ArrayList<>();
        for (Path file : staged) {
            if (NAME.matcher(file.getFileName().toString()).matches()) {
                placed.add(place(file, target.resolve(file.getFileName())));
            } else {
                note.accept("An additional result is left out, whose name is odd");
            }
        }
        return placed;
    }

    private static Path place(Path file, Path target) throws IOException {
        if (Files.isDirectory(file)) {
            FileTrees.remove(target);
            return Files.move(file, target);
        }
        return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void removeLinks(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    note.accept("A link among additional results is left out");
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
