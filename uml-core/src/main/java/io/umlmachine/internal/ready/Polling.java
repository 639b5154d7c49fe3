package io.umlmachine.internal.ready;

import java.time.Duration;

/** The pace of strategies that look again and again from the host. */
final class Polling {

    /** A command in the guest takes some ten milliseconds of it; more often would keep it from getting ready. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Polling() {}

    /** Looks once. */
    @FunctionalInterface
    interface Look {
        boolean isReady() throws InterruptedException;
    }

    static void until(Look look) throws InterruptedException {
        while (!look.isReady()) {
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
