package io.umlmachine.pbuilder;

/** A queue of builds that runs. Thread-safe. */
public interface RunningQueue extends AutoCloseable {

    /**
     * Waits until what becomes of every source is known.
     *
     * @return the report
     * @throws InterruptedException if the thread is interrupted; the queue goes on
     */
    QueueReport await() throws InterruptedException;

    /** Ends all builds that run, and starts no more. Returns at once; {@link #await} tells when their machines are gone. */
    void cancel();

    /** Cancels what is not done, and waits until no machine is left; an interrupt is kept for afterwards. */
    @Override
    void close();
}
