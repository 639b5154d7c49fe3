package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time do something. The host's kernel frees the lock of a process that dies.
 * Thread-safe.
 */
public final class FileMutex {

    /** POSIX locks belong to a process, and any of its descriptors drops them: threads must take turns before. */
    private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

    private static final long LONGEST_PAUSE_MILLIS = 16;

    private final Path file;

    private FileMutex(Path file) {
        this.file = file;
    }

    /** The mutex that a file stands for, which is made if missing and never removed. */
    public static FileMutex at(Path file) {
        return new FileMutex(file.toAbsolutePath().normalize());
    }

    /** What is done by one at a time. */
    @FunctionalInterface
    public interface Action<T> {
        /**
         * Does it.
         *
         * @param counter numbers that ascend, whichever process asks
         */
        T run(Counter counter) throws IOException, InterruptedException;
    }

    /** Numbers that ascend from one holder of the mutex to the next; kept in its file. */
    public interface Counter {
        /** A number greater than all before. */
        long next() throws IOException;
    }

    /**
     * Waits for its turn, and does something.
     *
     * @param patience how long to wait
     * @throws HeldException if it is not its turn in that time
     * @throws IOException from the action
     */
    public <T> T hold(Duration patience, Action<T> action) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ReentrantLock turn = TURNS.computeIfAbsent(file, path -> new ReentrantLock(true));
        if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw late(patience);
        }
        try {
            while (true) {
                Object before = key();
                try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    lock(channel, patience.minusNanos(System.nanoTime() - start));
                    // A cleaner of temporary files may have removed it: then others lock another one.
                    if (before.equals(key())) {
                        return action.run(() -> increment(channel));
                    }
                }
            }
        } catch (ClosedByInterruptException e) {
            // What a channel makes of an interrupt.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted while it held " + file).initCause(e);
        } finally {
            turn.unlock();
        }
    }

    /** Whether this thread is in an action; it would wait for itself. */
    public boolean isHeldByCurrentThread() {
        ReentrantLock turn = TURNS.get(file);
        return turn != null && turn.isHeldByCurrentThread();
    }

    /** Asks again and again: a wait inside the host's kernel would have no end if the holder were stopped. */
    private void lock(FileChannel channel, Duration patience) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (long pause = 1; !tryLock(channel); pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw late(patience);
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another copy of this class, of another class loader.
            return false;
        }
    }

    /** It was not one's turn in time: what others do takes long, or a process was stopped in its turn. */
    public static final class HeldException extends IOException {

        private static final long serialVersionUID = 1;

        HeldException(String message) {
            super(message);
        }
    }

    private HeldException late(Duration patience) {
        return new HeldException("Another process has held " + file + " for more than " + patience.toMillis()
                + " ms; find it with: fuser -v " + file);
    }

    /** Which file the name means now, made if missing. */
    private Object key() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        }
    }

    private static long increment(FileChannel channel) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        long next = channel.read(number, 0) == Long.BYTES ? number.getLong(0) + 1 : 1;
        number.clear().putLong(0, next);
        channel.write(number, 0);
        return next;
    }
}
