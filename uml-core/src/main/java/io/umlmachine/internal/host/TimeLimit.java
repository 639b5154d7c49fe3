package io.umlmachine.internal.host;

import java.time.Duration;

/**
 * The end of the time that several steps share. Immutable and thread-safe.
 *
 * @param end when, as {@link System#nanoTime} counts
 * @param whole how long the steps had together
 */
public record TimeLimit(long end, Duration whole) {

    /** Longer than any program runs, and far from where {@link System#nanoTime} wraps around. */
    private static final Duration ENDLESS = Duration.ofDays(365L * 100);

    /** From now on so long. */
    public static TimeLimit in(Duration whole) {
        Duration counted = whole.compareTo(ENDLESS) > 0 ? ENDLESS : whole;
        return new TimeLimit(System.nanoTime() + counted.toNanos(), whole);
    }

    /** What is left of the time; zero when it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Whether nothing is left. */
    public boolean isOver() {
        return left().isZero();
    }

    /** The whole time in words, such as {@code 60 s}. */
    public String describe() {
        return whole.toMillis() % 1000 == 0 ? whole.toSeconds() + " s" : whole.toMillis() + " ms";
    }
}
