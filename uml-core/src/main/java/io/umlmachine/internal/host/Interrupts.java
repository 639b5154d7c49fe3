package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** Puts interrupts off: files read through channels fail in an interrupted thread, and cleaning up must not. */
public final class Interrupts {

    private Interrupts() {}

    /** What is done without being interrupted. */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        void run() throws X;
    }

    /** Does something with the thread's interrupt cleared, and sets it again afterwards. */
    public static <X extends Exception> void defer(Action<X> action) throws X {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the end of a thread that was told to end; an interrupt is kept. */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done, to a result, by a thread that heeds interrupts. */
    @FunctionalInterface
    public interface Call<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Does something that uses channels; what they make of an interrupt is an {@link InterruptedException} to a caller. */
    public static <T> T heed(Call<T> call) throws IOException, InterruptedException {
        try {
            return call.run();
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted while using a file").initCause(e);
        }
    }
}
