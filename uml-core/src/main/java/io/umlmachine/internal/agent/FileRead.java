package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** A small file of the guest that is read over the line. Thread-safe. */
final class FileRead implements LineChannel {

    private final int number;
    private final FrameWriter writer;
    private final String path;
    private final int limit;
    private final IntConsumer credit;
    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();

    FileRead(int number, FrameWriter writer, String path, int limit) {
        this.number = number;
        this.writer = writer;
        this.path = path;
        this.limit = limit;
        this.credit = new CreditCounter(
                Channel.WINDOW / 2,
                bytes -> writer.send(
                        FrameType.CREDIT,
                        number,
                        new Payload.Writer()
                                .u8(FrameType.STDOUT.code())
                                .u32(bytes)
                                .bytes()));
    }

    @Override
    public void begin() {
        writer.send(
                FrameType.READ_FILE,
                number,
                new Payload.Writer().string(path).u32(limit).u32(Channel.WINDOW).bytes());
    }

    @Override
    public boolean accept(Frame frame) throws IOException {
        switch (frame.type()) {
            case STDOUT -> {
                if (frame.payload().length > limit - contents.size()) {
                    throw new ProtocolException("The agent sent more of a file than was asked for");
                }
                contents.writeBytes(frame.payload());
                credit.accept(frame.payload().length);
                return false;
            }
            case DONE -> result.complete(contents.toByteArray());
            case FAILED -> result.completeExceptionally(GuestFileErrors.read(path, frame.reader()));
            default -> throw new ProtocolException("Frame " + frame.type() + " about a file");
        }
        return true;
    }

    @Override
    public void fail(UmlException reason) {
        result.completeExceptionally(reason);
    }

    /** Waits for all of it. */
    byte[] await() throws IOException, InterruptedException {
        try {
            return GuestFileErrors.await(result);
        } catch (InterruptedException e) {
            writer.send(FrameType.CANCEL, number, new byte[0]);
            throw e;
        }
    }
}
