package io.umlmachine.net.internal.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits until something can be had that others give back, of which nobody tells. */
public final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /** Tries to have it. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** It, or empty if others have it. */
        Optional<T> run() throws IOException, InterruptedException;
    }

    /**
     * Tries at once and then again and again.
     *
     * @param patience how long; zero for once
     * @return it, or empty if others had it all the time
     */
    public static <T> Optional<T> until(Duration patience, Attempt<T> attempt)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<T> result = attempt.run();
            long left = patience.toNanos() - (System.nanoTime() - start);
            if (result.isPresent() || left <= 0) {
                return result;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, PAUSE.toNanos()));
        }
    }
}
