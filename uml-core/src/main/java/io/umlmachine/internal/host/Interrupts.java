package io.umlmachine.internal.host;

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
}
