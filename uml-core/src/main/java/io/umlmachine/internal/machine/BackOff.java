package io.umlmachine.internal.machine;

import java.time.Duration;

/** When to try again what has failed: after a second, and twice as long each time. Not thread-safe. */
final class BackOff {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private int failures;
    private long lastFailure;

    void failed(long now) {
        failures++;
        lastFailure = now;
    }

    void succeeded() {
        failures = 0;
    }

    boolean hasFailed() {
        return failures > 0;
    }

    /** How many nanoseconds to wait before the next try; not more than zero if it may be made. */
    long left(long now) {
        return left(now, pause());
    }

    /** As {@link #left(long)}, if somebody wants the next try. */
    long leftUrgently(long now) {
        return left(now, SHORTEST);
    }

    private long left(long now, Duration pause) {
        return hasFailed() ? pause.toNanos() - (now - lastFailure) : 0;
    }

    private Duration pause() {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
