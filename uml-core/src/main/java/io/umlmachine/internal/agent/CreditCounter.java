package io.umlmachine.internal.agent;

import java.util.function.IntConsumer;

/**
 * Gathers credit until it is worth a frame: the guest reads its line a byte a system call, so frames to it are dear.
 * Thread-safe.
 */
final class CreditCounter implements IntConsumer {

    private final int step;
    private final IntConsumer send;
    private int gathered;

    CreditCounter(int step, IntConsumer send) {
        this.step = step;
        this.send = send;
    }

    @Override
    public synchronized void accept(int bytes) {
        gathered += bytes;
        if (gathered >= step) {
            send.accept(gathered);
            gathered = 0;
        }
    }
}
