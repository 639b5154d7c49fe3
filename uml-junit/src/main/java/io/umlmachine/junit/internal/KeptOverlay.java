package io.umlmachine.junit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An overlay that stays if its machine's test fails. Until then it is in a directory whose name tells the process it belongs
 * to, so that what a killed one left can be removed. Thread-safe.
 */
final class KeptOverlay {

    private static final Pattern RUNNING = Pattern.compile("\\.running-(\\d+)-(\\d+)");
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path directory;
    private final Path file;
    private Optional<Path> target = Optional.empty();

    private KeptOverlay(Path directory, String name) {
        this.directory = directory;
        this.file = directory.resolve(name);
    }

    /** The place for an overlay below the directory of failures, which is rid of those of dead processes. */
    static KeptOverlay below(Path failures) {
        try {
            Files.createDirectories(failures);
            sweep(failures);
            ProcessHandle self = ProcessHandle.current();
            Path directory = failures.resolve(".running-" + self.pid() + "-" + startOf(self));
            Files.createDirectories(directory);
            return new KeptOverlay(directory, COUNTER.incrementAndGet() + ".cow");
        } catch (IOException e) {
            throw new UncheckedIOException("No overlay can be kept below " + failures, e);
        }
    }

    private static void sweep(Path failures) throws IOException {
        try (Stream<Path> children = Files.list(failures)) {
            for (Path child : children.toList()) {
                Matcher owner = RUNNING.matcher(child.getFileName().toString());
                if (owner.matches() && !isAlive(owner)) {
                    FileTree.remove(child);
                }
            }
        }
    }

    private static boolean isAlive(Matcher owner) {
        return ProcessHandle.of(Long.parseLong(owner.group(1)))
                .filter(process -> startOf(process) == Long.parseLong(owner.group(2)))
                .isPresent();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    Path file() {
        return file;
    }

    /** Lets the overlay stay; the first who wants it gets it. Where it will be. */
    synchronized Path keepAs(Path wanted) {
        Path chosen = target.orElse(wanted);
        target = Optional.of(chosen);
        return chosen;
    }

    /** Moves the overlay to where it stays, or removes it, now that its machine has ended. */
    synchronized void settle() {
        try {
            if (target.isPresent() && Files.exists(file)) {
                Files.move(file, target.get(), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(file);
            }
            FileTree.removeIfEmpty(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The overlay " + file + " could not be "
                            + target.map(to -> "moved to " + to).orElse("removed"),
                    e);
        }
    }
}
