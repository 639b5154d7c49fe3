package io.umlmachine.internal.archive;

import java.time.Duration;

/**
 * When something must be done. Immutable and thread-safe.
 *
 * @param nanoTime the moment, as {@link System#nanoTime()} counts
 * @param whole how long it was from the start
 */
public record Deadline(long nanoTime, Duration whole) {

    /** From now on so long. */
    public static Deadline in(Duration whole) {
        return new Deadline(System.nanoTime() + whole.toNanos(), whole);
    }

    /** What is left, 0 if it has passed. */
    public long remainingNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    /** Whether nothing is left. */
    public boolean hasPassed() {
        return remainingNanos() == 0;
    }
}
