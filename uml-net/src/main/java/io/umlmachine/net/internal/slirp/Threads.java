package io.umlmachine.net.internal.slirp;

/** Waits for threads that are told to end. */
final class Threads {

    private Threads() {}

    /** Waits for a thread's end; an interrupt is kept. */
    static void join(Thread thread) {
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
}
