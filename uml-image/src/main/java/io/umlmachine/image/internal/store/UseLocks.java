package io.umlmachine.image.internal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which generations are in use. Each program that uses one holds a shared lock on its {@code .use} file. That lock is the
 * program's, and POSIX drops it when the program closes any descriptor of the file: so there is one descriptor for each
 * file, and a count of the leases that need it. Thread-safe.
 */
final class UseLocks {

    private static final Map<Path, Use> USES = new HashMap<>();

    private UseLocks() {}

    /** The one descriptor of a file, and how many need it. */
    private static final class Use {
        private final FileChannel channel;
        private int count;

        private Use(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** Removes files. */
    @FunctionalInterface
    interface Removal {
        void run() throws IOException;
    }

    /** Marks a generation as in use, or returns nothing if it is gone. */
    static Optional<GenerationLease> share(Generation generation) throws IOException {
        synchronized (USES) {
            Use use = USES.get(generation.use());
            if (use == null) {
                use = new Use(FileChannel.open(generation.use(), StandardOpenOption.READ));
                try {
                    // Waits for a collector that looks at this generation, which is a matter of microseconds.
                    use.channel.lock(0, Long.MAX_VALUE, true);
                } catch (IOException | RuntimeException e) {
                    use.channel.close();
                    throw e;
                }
                if (!Files.exists(generation.image())) {
                    use.channel.close();
                    return Optional.empty();
                }
                USES.put(generation.use(), use);
            }
            use.count++;
            return Optional.of(new GenerationLease(generation));
        }
    }

    static void release(Generation generation) throws IOException {
        synchronized (USES) {
            Use use = USES.get(generation.use());
            if (use != null && --use.count == 0) {
                USES.remove(generation.use());
                use.channel.close();
            }
        }
    }

    /** Removes a generation, unless somebody uses it. */
    static boolean removeUnlessUsed(Generation generation, Removal removal) throws IOException {
        synchronized (USES) {
            if (USES.containsKey(generation.use())) {
                return false;
            }
            try (FileChannel channel =
                            FileChannel.open(generation.use(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    return false;
                }
                removal.run();
                return true;
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }
}
