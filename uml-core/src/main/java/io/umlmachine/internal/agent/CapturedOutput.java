package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.ByteArrayOutputStream;
import java.util.function.IntConsumer;

/** Keeps the first so many bytes of an output stream. Thread-safe. */
final class CapturedOutput implements OutputSink {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private final IntConsumer credit;
    private boolean truncated;

    CapturedOutput(int limit, IntConsumer credit) {
        this.limit = limit;
        this.credit = credit;
    }

    @Override
    public synchronized void accept(byte[] bytes) {
        int room = Math.min(limit - kept.size(), bytes.length);
        kept.write(bytes, 0, room);
        truncated |= room < bytes.length;
        credit.accept(bytes.length);
    }

    @Override
    public void end() {
        // Whoever captures waits for the command, not for its streams.
    }

    @Override
    public void fail(UmlException reason) {
        // Likewise.
    }

    synchronized byte[] bytes() {
        return kept.toByteArray();
    }

    synchronized boolean truncated() {
        return truncated;
    }
}
