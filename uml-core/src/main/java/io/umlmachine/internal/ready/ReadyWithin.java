package io.umlmachine.internal.ready;

import io.umlmachine.Ready;
import io.umlmachine.ReadyWait;
import java.time.Duration;

/**
 * A strategy with another limit.
 *
 * @param ready the strategy
 * @param timeout the limit
 */
public record ReadyWithin(Ready ready, Duration timeout) implements Ready {

    /** Checks the limit. */
    public ReadyWithin {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A limit for a wait must be positive: " + timeout);
        }
    }

    @Override
    public String awaited() {
        return ready.awaited();
    }

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        ready.await(wait);
    }
}
