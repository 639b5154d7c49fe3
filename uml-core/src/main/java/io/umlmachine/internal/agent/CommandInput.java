package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The standard input of a command as a stream to write. Blocks while the guest has given no credit. Thread-safe. */
final class CommandInput extends OutputStream {

    /** What may be sent before the first credit; the agent knows it too. */
    private static final int WINDOW = 65_536;

    /** Small enough that a keystroke of another command's terminal does not wait long behind it. */
    private static final int CHUNK = 8_192;

    private final FrameWriter writer;
    private final int channel;
    private int credit = WINDOW;
    private boolean closed;
    private @Nullable String ended;
    private @Nullable UmlException failure;

    CommandInput(FrameWriter writer, int channel) {
        this.writer = writer;
        this.channel = channel;
    }

    /**
     * The guest has read so many bytes more.
     *
     * @throws ProtocolException if that is more than was sent: it would let a writer fill this program's memory
     */
    synchronized void addCredit(int bytes) throws ProtocolException {
        if (bytes < 0 || bytes > WINDOW - credit) {
            throw new ProtocolException("The agent says that command " + channel + " read "
                    + Integer.toUnsignedString(bytes) + " bytes of input, which were not sent");
        }
        credit += bytes;
        notifyAll();
    }

    /** Whoever writes from now on, or waits to, gets an error. */
    synchronized void end(String reason) {
        ended = reason;
        notifyAll();
    }

    /** As {@link #end}, because the machine has ended. */
    synchronized void fail(UmlException reason) {
        failure = reason;
        end(reason.getMessage());
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] source, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, source.length);
        int end = start + length;
        for (int at = start; at < end; ) {
            int count = Math.min(Math.min(awaitCredit(), CHUNK), end - at);
            writer.send(FrameType.STDIN, channel, Arrays.copyOfRange(source, at, at + count));
            credit -= count;
            at += count;
        }
    }

    private int awaitCredit() throws IOException {
        while (ended == null && !closed && credit == 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while writing a command's input");
            }
        }
        if (closed) {
            throw new IOException("Stream closed");
        }
        if (ended != null) {
            throw new IOException(ended, failure);
        }
        return credit;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            notifyAll();
            if (ended == null) {
                writer.send(FrameType.STDIN_EOF, channel, new byte[0]);
            }
        }
    }
}
