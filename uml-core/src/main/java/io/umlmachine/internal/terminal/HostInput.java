package io.umlmachine.internal.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * Keys from a terminal whose reads end after a tenth of a second without one, which Java takes for an end of file. Here
 * they go on, until the stream is closed: so that a session's end ends the reading, and the next key is someone else's.
 * For one reading thread; {@link #close} is any thread's.
 */
final class HostInput extends InputStream {

    /** A read that ends sooner without a key did not wait for one: the terminal is gone, or so it is after a few. */
    private static final long WAIT_NANOS = Duration.ofMillis(50).toNanos();

    private static final int HASTY_READS = 20;

    private final InputStream keys;
    private final Object reading = new Object();
    private volatile boolean closed;

    HostInput(InputStream keys) {
        this.keys = keys;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        synchronized (reading) {
            for (int hasty = 0; hasty < HASTY_READS && !closed; ) {
                long begin = System.nanoTime();
                int count = keys.read(target, start, length);
                if (count >= 0) {
                    return count;
                }
                hasty = System.nanoTime() - begin < WAIT_NANOS ? hasty + 1 : 0;
            }
            return -1;
        }
    }

    /** Returns when no read goes on any more. */
    @Override
    public void close() {
        closed = true;
        synchronized (reading) {
            // The read that went on has ended.
            return;
        }
    }
}
