package io.umlmachine.image.internal.store;

import io.umlmachine.internal.unix.FileTouch;
import io.umlmachine.internal.unix.LockProbe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Which generations are in use. Each program that uses one holds a shared lock on its {@code .use} file. That lock is the
 * program's, and POSIX drops it when the program closes any descriptor of the file, by whatever path: so there is one
 * descriptor for each file, and a count of the leases that need it. For the same reason nothing else here, nor anything
 * that the JDK does behind a method's name, may open that file while it is held. Thread-safe.
 */
final class UseLocks {

    /** By the files themselves: two paths may lead to the same one. */
    private static final Map<Object, Use> USES = new HashMap<>();

    private static final long PAUSE_NANOS = 50_000;

    private UseLocks() {}

    /** The one descriptor of a file, and how many need it. */
    static final class Use {
        private final Object file;
        private final FileChannel channel;
        private int count;

        private Use(Object file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }
    }

    /** Makes generations disappear; quick, because who wants to use one waits for it. */
    @FunctionalInterface
    interface Hiding {
        void run() throws IOException;
    }

    /**
     * Marks a generation as in use, or returns nothing if it is gone.
     *
     * @throws NoSuchFileException if its mark is not there
     */
    static Optional<GenerationLease> share(Generation generation) throws IOException {
        Path mark = generation.use();
        synchronized (USES) {
            // Asked here and not before: while a use is known its file is open, and no new file gets the same key.
            Object file = file(mark);
            Use use = USES.get(file);
            if (use == null) {
                use = new Use(file, FileChannel.open(mark, StandardOpenOption.READ));
                try {
                    lockShared(use.channel);
                } catch (IOException | RuntimeException e) {
                    use.channel.close();
                    throw e;
                }
                if (!Files.exists(generation.image())) {
                    use.channel.close();
                    return Optional.empty();
                }
                USES.put(file, use);
            }
            use.count++;
            FileTouch.now(mark);
            return Optional.of(new GenerationLease(generation, use));
        }
    }

    /**
     * Waits for a collector that looks at the generation, which is a matter of microseconds; not inside the host's kernel,
     * where an interrupt would close the channel.
     */
    private static void lockShared(FileChannel channel) throws IOException {
        while (channel.tryLock(0, Long.MAX_VALUE, true) == null) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    static void release(Generation generation, Use use) throws IOException {
        synchronized (USES) {
            FileTouch.now(generation.use());
            if (--use.count == 0) {
                USES.remove(use.file);
                use.channel.close();
            }
        }
    }

    /** Whether anybody uses a generation at this moment; nobody is disturbed by the question. */
    static boolean isUsed(Generation generation) throws IOException {
        synchronized (USES) {
            try {
                return USES.containsKey(file(generation.use())) || LockProbe.isLocked(generation.use());
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    /**
     * Hides all of some generations, unless somebody uses one of them.
     *
     * @return one that is in use; empty if they are hidden
     */
    static Optional<Generation> hideUnlessUsed(List<Generation> generations, Hiding hiding) throws IOException {
        List<FileChannel> locks = new ArrayList<>();
        synchronized (USES) {
            try {
                for (Generation generation : generations) {
                    if (isOurs(generation)) {
                        return Optional.of(generation);
                    }
                    FileChannel channel =
                            FileChannel.open(generation.use(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    locks.add(channel);
                    if (!tryLock(channel)) {
                        return Optional.of(generation);
                    }
                }
                hiding.run();
                return Optional.empty();
            } finally {
                for (FileChannel lock : locks) {
                    lock.close();
                }
            }
        }
    }

    private static boolean isOurs(Generation generation) throws IOException {
        try {
            return USES.containsKey(file(generation.use()));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another copy of this class, of another class loader, uses it.
            return false;
        }
    }

    private static Object file(Path mark) throws IOException {
        return Files.readAttributes(mark, BasicFileAttributes.class).fileKey();
    }
}
