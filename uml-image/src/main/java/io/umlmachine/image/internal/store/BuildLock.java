package io.umlmachine.image.internal.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The right to make generations of one image: one thread of one program on this host has it at a time. Thread-safe. */
final class BuildLock {

    /** A file lock keeps other programs out, but is the whole program's; this keeps its threads apart. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private BuildLock() {}

    /**
     * Waits for the lock, and does something while this thread has it.
     *
     * @param file the lock's file, made if missing
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if this thread has the lock: an image cannot be made while it is made
     */
    static <T> T with(Path file, ImageDirectory.Work<T> work) throws IOException, InterruptedException {
        ReentrantLock thread = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
        if (thread.isHeldByCurrentThread()) {
            throw new IllegalStateException("The image in " + file.getParent() + " was asked for by what makes it");
        }
        thread.lockInterruptibly();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel, file);
            return work.run();
        } finally {
            thread.unlock();
        }
    }

    /** Taken until the channel closes. */
    private static FileLock lock(FileChannel channel, Path file) throws IOException, InterruptedException {
        try {
            return channel.lock();
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted in the wait for " + file).initCause(e);
        }
    }
}
