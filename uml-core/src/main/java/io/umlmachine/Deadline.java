package io.umlmachine;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A limit to how long a blocking call may take: any of this library's, because each of them can be interrupted, and leaves
 * nothing half done when it is.
 *
 * <pre>{@code
 * Deadline.within(Duration.ofSeconds(30), () -> vm.copyIn(sources, "/srv/sources"));
 * DiskImage saved = Deadline.within(Duration.ofMinutes(1), vm::snapshot);
 * }</pre>
 *
 * <p>Calls that know a limit of their own, such as {@link Command#timeout}, tell more in their exceptions; theirs is the
 * better choice. Limits may be nested: the one that passes first counts. Thread-safe.
 */
public final class Deadline {

    private Deadline() {}

    /**
     * A blocking call with a result.
     *
     * @param <T> what it returns
     * @param <X> what it throws beside {@link InterruptedException}
     */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {

        /**
         * Does the work.
         *
         * @return its result
         * @throws X if it fails
         * @throws InterruptedException if its thread is interrupted
         */
        T call() throws X, InterruptedException;
    }

    /**
     * A blocking call without a result.
     *
     * @param <X> what it throws beside {@link InterruptedException}
     */
    @FunctionalInterface
    public interface Action<X extends Exception> {

        /**
         * Does the work.
         *
         * @throws X if it fails
         * @throws InterruptedException if its thread is interrupted
         */
        void run() throws X, InterruptedException;
    }

    /**
     * Makes a call on this thread, and interrupts it when its time is over. A call that succeeds all the same has
     * succeeded; one that does not heed interrupts takes as long as it takes.
     *
     * @param limit how long it may take, positive
     * @param call the call
     * @param <T> what the call returns
     * @param <X> what the call throws
     * @return the call's result
     * @throws DeadlineExceededException if the time was over first; the interrupted call is its cause
     * @throws InterruptedException if somebody else interrupted the thread
     * @throws X if the call fails
     * @throws IllegalArgumentException if the limit is not positive
     */
    public static <T, X extends Exception> T within(Duration limit, Call<T, X> call) throws X, InterruptedException {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("A deadline must be positive: " + limit);
        }
        Alarm alarm = new Alarm(Thread.currentThread());
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.orTimeout(saturatedNanos(limit), TimeUnit.NANOSECONDS).exceptionally(late -> {
            alarm.ring();
            return null;
        });
        try {
            return call.call();
        } catch (Exception e) {
            if (alarm.switchOff() && isInterruption(e)) {
                throw new DeadlineExceededException(limit, e);
            }
            throw e;
        } finally {
            alarm.switchOff();
            timer.complete(null);
        }
    }

    /**
     * As {@link #within(Duration, Call)}, for a call without a result.
     *
     * @param limit how long it may take, positive
     * @param action the call
     * @param <X> what the call throws
     * @throws DeadlineExceededException if the time was over first
     * @throws InterruptedException if somebody else interrupted the thread
     * @throws X if the call fails
     * @throws IllegalArgumentException if the limit is not positive
     */
    public static <X extends Exception> void within(Duration limit, Action<X> action) throws X, InterruptedException {
        within(limit, (Call<Boolean, X>) () -> {
            action.run();
            return true;
        });
    }

    /** Duration.toNanos fails beyond 292 years, which people write for "no limit". */
    private static long saturatedNanos(Duration limit) {
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : limit.toNanos();
    }

    /** What calls make of an interrupt: the exception itself, or what streams and channels turn it into. */
    private static boolean isInterruption(Exception e) {
        return e instanceof InterruptedException
                || e instanceof InterruptedIOException
                || e instanceof ClosedByInterruptException;
    }

    /** Interrupts a thread once, unless it was switched off before. */
    private static final class Alarm {
        private final Thread thread;
        private boolean off;
        private boolean rung;

        Alarm(Thread thread) {
            this.thread = thread;
        }

        synchronized void ring() {
            if (!off) {
                rung = true;
                thread.interrupt();
            }
        }

        /** From now on it does not ring. If it rang, the interrupt is taken back; true if it did. */
        synchronized boolean switchOff() {
            if (rung && !off) {
                Thread.interrupted();
            }
            off = true;
            return rung;
        }
    }
}
