package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A change of the guest's network interfaces. Thread-safe. */
final class LinkChange implements LineChannel {

    private final int number;
    private final FrameWriter writer;
    private final FrameType type;
    private final byte[] payload;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    private LinkChange(int number, FrameWriter writer, FrameType type, byte[] payload) {
        this.number = number;
        this.writer = writer;
        this.type = type;
        this.payload = payload;
    }

    static LinkChange up(int number, FrameWriter writer, GuestLinks links) {
        Payload.Writer payload = new Payload.Writer();
        links.encode(payload);
        return new LinkChange(number, writer, FrameType.LINKS_UP, payload.bytes());
    }

    static LinkChange down(int number, FrameWriter writer) {
        return new LinkChange(number, writer, FrameType.LINKS_DOWN, new byte[0]);
    }

    @Override
    public void begin() {
        writer.send(type, number, payload);
    }

    @Override
    public boolean accept(Frame frame) throws IOException {
        switch (frame.type()) {
            case DONE -> result.complete(null);
            case FAILED -> {
                Payload.Reader reader = frame.reader();
                reader.u32();
                result.completeExceptionally(
                        new IOException("In the guest: " + reader.string().strip()));
            }
            default -> throw new ProtocolException("Frame " + frame.type() + " about a network interface");
        }
        return true;
    }

    @Override
    public void fail(UmlException reason) {
        result.completeExceptionally(reason);
    }

    /** Waits until it is done; the agent does not stop in the middle. */
    void await() throws IOException, InterruptedException {
        try {
            result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw Outcomes.unwrap(e);
        }
    }
}
