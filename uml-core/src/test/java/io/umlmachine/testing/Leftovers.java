package io.umlmachine.testing;

import io.umlmachine.internal.host.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a machine left on the host. */
public final class Leftovers {

    private Leftovers() {}

    /**
     * Processes and files that belong to a machine.
     *
     * @param machine its name
     * @return what is left, in words
     */
    public static List<String> of(String machine) {
        try {
            List<String> left = new ArrayList<>();
            ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(machine))
                    .forEach(process ->
                            left.add(process.pid() + " " + process.info().commandLine()));
            for (Path place : List.of(
                    Directories.runtime(),
                    Directories.memory(),
                    Directories.cache().resolve("cow"),
                    Directories.cache().resolve("spool"),
                    Directories.cache().resolve("snapshots"))) {
                if (Files.isDirectory(place)) {
                    try (Stream<Path> children = Files.list(place)) {
                        children.filter(child -> child.getFileName().toString().startsWith(machine))
                                .forEach(child -> left.add(child.toString()));
                    }
                }
            }
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
