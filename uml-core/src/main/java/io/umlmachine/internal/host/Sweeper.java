package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the {@linkplain OwnedDirectory owned directories} whose owners are dead. Thread-safe. */
public final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** What this process sweeps. Also the monitor under which the lock files of others are opened. */
    private static final Set<Path> SWEEPING = new HashSet<>();

    private Sweeper() {}

    /**
     * Removes what dead owners left below a root, and leaves everything else alone.
     *
     * @return how many directories were removed
     * @throws IOException if the root cannot be read
     */
    public static int sweep(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        List<Path> directories;
        try (Stream<Path> children = Files.list(root)) {
            directories = children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        int removed = 0;
        for (Path directory : directories) {
            try {
                removed += sweepOne(directory) ? 1 : 0;
            } catch (IOException e) {
                LOG.warn("Could not remove what a dead program left in {}: {}", directory, e.getMessage());
            }
        }
        return removed;
    }

    private static boolean sweepOne(Path directory) throws IOException {
        String name = directory.getFileName().toString();
        boolean unborn = name.startsWith(OwnedDirectory.UNBORN);
        Owner owner = Owner.of(unborn ? name.substring(OwnedDirectory.UNBORN.length()) : name)
                .orElse(null);
        if (owner == null || owner.equals(Owner.self())) {
            return false;
        }
        if (unborn) {
            if (owner.isAlive()) {
                return false;
            }
            FileTrees.remove(directory);
            return true;
        }
        return sweepUnlocked(directory);
    }

    /** The lock, not the owner's process id, decides: it holds across process-id namespaces too. */
    private static boolean sweepUnlocked(Path directory) throws IOException {
        Optional<FileChannel> lock;
        synchronized (SWEEPING) {
            if (SWEEPING.contains(directory)) {
                return false;
            }
            lock = tryLock(directory);
            lock.ifPresent(channel -> SWEEPING.add(directory));
        }
        if (lock.isEmpty()) {
            return false;
        }
        try {
            LOG.debug("Removing {}, whose owner is dead", directory);
            OwnedDirectory.demolish(directory);
            return true;
        } finally {
            synchronized (SWEEPING) {
                lock.get().close();
                SWEEPING.remove(directory);
            }
        }
    }

    /** Whether another process holds the lock of a directory that is not this process's. */
    static boolean isLocked(Path directory) throws IOException {
        synchronized (SWEEPING) {
            // Opening it would be a danger: closing it again drops the lock with which this process sweeps.
            if (SWEEPING.contains(directory) || !Files.exists(directory.resolve(OwnedDirectory.LOCK))) {
                return false;
            }
            Optional<FileChannel> lock = tryLock(directory);
            if (lock.isPresent()) {
                lock.get().close();
                return false;
            }
            return Files.exists(directory.resolve(OwnedDirectory.LOCK));
        }
    }

    /** The lock of a directory that nobody holds; empty if somebody does, or if the directory goes at this moment. */
    private static Optional<FileChannel> tryLock(Path directory) throws IOException {
        Path file = directory.resolve(OwnedDirectory.LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            // The lock file goes last: its owner, or another sweeper, has finished, or ended before what it did at the
            // same
            // time in another thread, such as a copy, did.
            FileTrees.remove(directory);
            return Optional.empty();
        }
        try {
            // The lock of a file that another sweeper has removed in the meantime means nothing.
            if (channel.tryLock() != null && Files.exists(file)) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another copy of this class, of another class loader, sweeps it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }
}
