package io.umlmachine.internal.transfer;

import io.umlmachine.UmlMachine;
import io.umlmachine.internal.disk.DiskLetters;
import io.umlmachine.internal.mconsole.Mconsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Files of the host as disks of a machine, for as long as they are used. Thread-safe. */
final class TransferDisks {

    /** Read-only, no lock, and no look for the header of an overlay, which any file may begin with. */
    private static final String SOURCE_FLAGS = "rcd";

    private static final String TARGET_FLAGS = "cd";

    /** A program that was killed, or one that looks at every new disk, has it open for a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_MILLISECONDS = 10;

    private final UmlMachine machine;
    private final Mconsole console;
    private final DiskLetters letters;
    private final Path links;

    /**
     * The disks of a machine.
     *
     * @param links where symbolic links to the files go: the console takes only short paths without commas and colons
     */
    TransferDisks(UmlMachine machine, Mconsole console, DiskLetters letters, Path links) {
        this.machine = machine;
        this.console = console;
        this.letters = letters;
        this.links = links;
    }

    /** What is done while the disk is there. */
    @FunctionalInterface
    interface Use<T> {
        T with(String device) throws IOException, InterruptedException;
    }

    /** Lets the guest read a file, which no kernel writes and no lock protects. */
    <T> T reading(Path file, Use<T> use) throws IOException, InterruptedException {
        return plugged(file, SOURCE_FLAGS, use);
    }

    /** Lets the guest write a file. When this returns, and not before, the guest cannot write it any more. */
    <T> T writing(Path file, Use<T> use) throws IOException, InterruptedException {
        return plugged(file, TARGET_FLAGS, use);
    }

    private <T> T plugged(Path file, String flags, Use<T> use) throws IOException, InterruptedException {
        char letter = letters.take();
        Path link = links.resolve("transfer-" + letter);
        boolean mayBePlugged = false;
        Throwable failure = null;
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, file);
            mayBePlugged = true;
            console.request("config ubd" + letter + flags + "=" + link);
            return use.with("/dev/ubd" + letter);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            boolean free = !mayBePlugged || unplug(letter, failure);
            Files.deleteIfExists(link);
            // A letter whose disk the guest still holds must not be given out again, except where nobody can use it.
            if (free || !machine.isAlive()) {
                letters.giveBack(letter);
            }
        }
    }

    /** Whether the disk is gone; if not, that is the failure if there is none yet. An interrupt is kept for later. */
    private boolean unplug(char letter, @Nullable Throwable failure) throws IOException {
        boolean interrupted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    console.unplug(letter);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (IOException e) {
                    if (!machine.isAlive() || System.nanoTime() > deadline) {
                        IOException stuck = new IOException(
                                "The guest does not let go of /dev/ubd" + letter + ": " + e.getMessage(), e);
                        if (failure == null) {
                            throw stuck;
                        }
                        failure.addSuppressed(stuck);
                        return false;
                    }
                    interrupted |= pause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it was interrupted. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
