package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A small file of the guest that is written over the line. Thread-safe. */
final class FileWrite implements LineChannel {

    /** In place of a mode: the old file's. */
    private static final int KEEP_MODE = -1;

    private final int number;
    private final FrameWriter writer;
    private final String path;
    private final OptionalInt mode;
    private final CommandInput contents;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();

    FileWrite(int number, FrameWriter writer, String path, OptionalInt mode) {
        this.number = number;
        this.writer = writer;
        this.path = path;
        this.mode = mode;
        this.contents = new CommandInput(writer, number);
    }

    @Override
    public void begin() {
        writer.send(
                FrameType.WRITE_FILE,
                number,
                new Payload.Writer().string(path).u32(mode.orElse(KEEP_MODE)).bytes());
    }

    @Override
    public boolean accept(Frame frame) throws IOException {
        switch (frame.type()) {
            case STDIN_CREDIT -> {
                contents.addCredit(frame.reader().u32());
                return false;
            }
            case DONE -> result.complete(new byte[0]);
            case FAILED -> result.completeExceptionally(GuestFileErrors.read(path, frame.reader()));
            default -> throw new ProtocolException("Frame " + frame.type() + " about a file");
        }
        contents.end("The agent has finished with " + path);
        return true;
    }

    @Override
    public void fail(UmlException reason) {
        contents.end(reason.getMessage());
        result.completeExceptionally(reason);
    }

    /** Sends all of it and waits until it stands there. */
    void send(byte[] bytes) throws IOException, InterruptedException {
        try {
            write(bytes);
            GuestFileErrors.await(result);
        } catch (InterruptedException e) {
            writer.send(FrameType.CANCEL, number, new byte[0]);
            throw e;
        }
    }

    private void write(byte[] bytes) throws InterruptedException {
        try {
            contents.write(bytes);
            contents.close();
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted while writing " + path).initCause(e);
        } catch (IOException e) {
            // The agent refused it, or the machine is gone: the result says which.
            return;
        }
    }
}
