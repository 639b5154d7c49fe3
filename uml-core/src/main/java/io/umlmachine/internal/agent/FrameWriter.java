package io.umlmachine.internal.agent;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends frames to the guest, in order, from a thread of its own: whoever has something to say, the reading thread above
 * all, never waits for a guest that does not listen. The credits of commands bound what can be waiting. Thread-safe.
 */
final class FrameWriter {

    /** What may be under way to the agent; the package's description says why. */
    private static final int LINE_WINDOW = 3_840;

    private static final int STEP = 256;
    private static final int HEADER = 9;

    private final OutputStream out;
    private final LineCredit lineCredit = new LineCredit(LINE_WINDOW);
    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();

    private sealed interface Message {}

    private record Send(Frame frame) implements Message {}

    private record Finish() implements Message {}

    FrameWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, LINE_WINDOW);
    }

    void send(FrameType type, int channel, byte[] payload) {
        queue.add(new Send(new Frame(type, channel, payload)));
    }

    /** Closes the line once everything before this has been sent. */
    void finish() {
        queue.add(new Finish());
    }

    /** As {@link #finish}, when the agent will not read any more: what waits is sent all the same, or fails. */
    void abort() {
        lineCredit.lift();
        finish();
    }

    /**
     * The agent has read so many bytes of the line.
     *
     * @throws ProtocolException if that is more than was sent
     */
    void addLineCredit(int bytes) throws ProtocolException {
        lineCredit.giveBack(bytes);
    }

    /**
     * Sends until {@link #finish}.
     *
     * @throws IOException if the guest is gone
     */
    void run() throws IOException {
        try (out) {
            while (true) {
                Message message = queue.poll();
                if (message == null) {
                    out.flush();
                    message = queue.take();
                }
                if (message instanceof Send send) {
                    write(send.frame());
                } else {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Only the end of the line interrupts this thread.
            Thread.currentThread().interrupt();
        }
    }

    private void write(Frame frame) throws IOException, InterruptedException {
        write(ByteBuffer.allocate(HEADER)
                .put((byte) frame.type().code())
                .putInt(frame.channel())
                .putInt(frame.payload().length)
                .array());
        write(frame.payload());
    }

    private void write(byte[] bytes) throws IOException, InterruptedException {
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, STEP);
            if (!lineCredit.tryTake(count)) {
                out.flush();
                lineCredit.take(count);
            }
            out.write(bytes, at, count);
            at += count;
        }
    }
}
