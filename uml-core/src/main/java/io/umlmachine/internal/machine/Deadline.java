package io.umlmachine.internal.machine;

import java.time.Duration;

/**
 * The end of the time that several steps share. Immutable and thread-safe.
 *
 * @param nanoTime when, as {@link System#nanoTime} counts
 * @param limit how long the steps had together
 */
record Deadline(long nanoTime, Duration limit) {

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    /** What is left of the time; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** The whole time in words, such as {@code 60 s}. */
    String describe() {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
