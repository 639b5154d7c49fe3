package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An output stream of a command as a stream to read. The guest gets credit for what has been read, so that at most a
 * window's worth waits here. For one reading thread; its sink's side is the line's.
 */
final class StreamedOutput extends InputStream implements OutputSink {

    private final int window;
    private final IntConsumer credit;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int offset;
    private int waiting;
    private boolean ended;
    private boolean closed;
    private @Nullable UmlException failure;

    StreamedOutput(int window, IntConsumer credit) {
        this.window = window;
        this.credit = credit;
    }

    @Override
    public synchronized void accept(byte[] bytes) throws ProtocolException {
        if (closed) {
            credit.accept(bytes.length);
            return;
        }
        if (bytes.length > window - waiting) {
            throw new ProtocolException("The agent sent more output than it had credit for");
        }
        if (bytes.length > 0) {
            chunks.addLast(bytes);
            waiting += bytes.length;
            notifyAll();
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void fail(UmlException reason) {
        failure = reason;
        end();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        awaitChunk();
        byte[] chunk = chunks.peekFirst();
        if (chunk == null) {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return -1;
        }
        int count = Math.min(length, chunk.length - offset);
        System.arraycopy(chunk, offset, target, start, count);
        offset += count;
        waiting -= count;
        if (offset == chunk.length) {
            chunks.removeFirst();
            offset = 0;
        }
        credit.accept(count);
        return count;
    }

    private void awaitChunk() throws IOException {
        while (chunks.isEmpty() && !ended && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while reading a command's output");
            }
        }
        if (closed) {
            throw new IOException("Stream closed");
        }
    }

    @Override
    public synchronized int available() {
        return waiting;
    }

    /** Discards what waits and what will come; the command goes on. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            credit.accept(waiting);
            chunks.clear();
            waiting = 0;
            notifyAll();
        }
    }
}
