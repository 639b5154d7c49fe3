package io.umlmachine.internal.agent;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends frames to the guest, in order, from a thread of its own: whoever has something to say, the reading thread above
 * all, never waits for a guest that does not listen. Credits bound what can be waiting. Thread-safe.
 */
final class FrameWriter {

    private static final int BUFFER = 16 * 1024;

    private final DataOutputStream out;
    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();

    private sealed interface Message {}

    private record Send(Frame frame) implements Message {}

    private record Finish() implements Message {}

    FrameWriter(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    void send(FrameType type, int channel, byte[] payload) {
        queue.add(new Send(new Frame(type, channel, payload)));
    }

    /** Closes the line once everything before this has been sent. */
    void finish() {
        queue.add(new Finish());
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
            // Only an end of the line interrupts this thread.
            Thread.currentThread().interrupt();
        }
    }

    private void write(Frame frame) throws IOException {
        out.writeByte(frame.type().code());
        out.writeInt(frame.channel());
        out.writeInt(frame.payload().length);
        out.write(frame.payload());
    }
}
