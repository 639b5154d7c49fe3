package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the {@linkplain OwnedDirectory owned directories} whose owners are dead. Thread-safe. */
public final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

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
        try (FileChannel channel = FileChannel.open(directory.resolve(OwnedDirectory.LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            LOG.debug("Removing {}, whose owner is dead", directory);
            OwnedDirectory.demolish(directory);
            return true;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process sweeps it.
            return false;
        } catch (NoSuchFileException e) {
            // The lock file goes last: its owner, or another sweeper, has just finished.
            Files.deleteIfExists(directory);
            return false;
        }
    }
}
