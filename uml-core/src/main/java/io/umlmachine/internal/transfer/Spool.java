package io.umlmachine.internal.transfer;

import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files that cross between the host and one guest, in a directory that belongs to the machine. Thread-safe. */
final class Spool {

    private final UmlMachine machine;
    private final OwnedDirectory directory;
    private final AtomicInteger counter = new AtomicInteger();
    private @Nullable Path spool;

    Spool(UmlMachine machine, OwnedDirectory directory) {
        this.machine = machine;
        this.directory = directory;
    }

    /** What is done with a file's name. */
    @FunctionalInterface
    interface Use {
        void with(Path file) throws IOException, InterruptedException;
    }

    /** Lends a name that no file has; whatever has it afterwards is removed. */
    void lend(Use use) throws IOException, InterruptedException {
        Path parent = directory();
        Path file = parent.resolve(Integer.toString(counter.incrementAndGet()));
        try {
            use.with(file);
        } finally {
            Files.deleteIfExists(file);
            if (!machine.isAlive()) {
                // Whoever closed the machine may have removed the directory before this file was made in it.
                removeIfEmpty(parent);
            }
        }
    }

    private static void removeIfEmpty(Path parent) throws IOException {
        try {
            Files.deleteIfExists(parent);
        } catch (DirectoryNotEmptyException e) {
            // Another copy is at its end too, and comes here next.
            return;
        }
    }

    private synchronized Path directory() throws IOException {
        if (spool == null) {
            Path made = Directories.cache().resolve("spool").resolve(directory.name());
            directory.own(made);
            spool = Files.createDirectories(made);
        }
        return spool;
    }
}
