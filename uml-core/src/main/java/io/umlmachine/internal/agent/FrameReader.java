package io.umlmachine.internal.agent;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads frames from the guest. For one thread. */
final class FrameReader {

    private static final byte[] MAGIC = {(byte) 0x89, 'U', 'M', 'L', '\r', '\n', 0x1a, '\n'};
    private static final int BUFFER = 16 * 1024;

    private final DataInputStream in;

    FrameReader(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    }

    static byte[] magic() {
        return MAGIC.clone();
    }

    /**
     * Skips what comes before the greeting: a firmware's or a shell's words, or nothing.
     *
     * @throws EOFException if the stream ends before the greeting
     */
    void awaitMagic() throws IOException {
        int matched = 0;
        while (matched < MAGIC.length) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The line ended before the agent's greeting");
            }
            // The first byte stands nowhere else in the greeting, so a mismatch can only start it anew.
            matched = (byte) next == MAGIC[matched] ? matched + 1 : (byte) next == MAGIC[0] ? 1 : 0;
        }
    }

    /**
     * The next frame.
     *
     * @return the frame, or empty if the stream has ended between two frames
     * @throws ProtocolException if what comes is no frame
     * @throws EOFException if the stream ends within a frame
     */
    Optional<Frame> read() throws IOException {
        int code = in.read();
        if (code < 0) {
            return Optional.empty();
        }
        FrameType type = FrameType.of(code)
                .orElseThrow(() -> new ProtocolException("Frame of unknown type 0x" + Integer.toHexString(code)));
        int channel = in.readInt();
        int length = in.readInt();
        if (length < 0 || length > Frame.MAX_PAYLOAD) {
            throw new ProtocolException("Frame " + type + " of " + Integer.toUnsignedString(length) + " bytes; "
                    + Frame.MAX_PAYLOAD + " are allowed");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return Optional.of(new Frame(type, channel, payload));
    }
}
