package io.umlmachine.internal.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Numbers and strings in a frame's payload. */
final class Payload {

    private Payload() {}

    /** Puts a payload together. Not thread-safe. */
    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Writer u8(int value) {
            return write(() -> out.writeByte(value));
        }

        Writer u16(int value) {
            return write(() -> out.writeShort(value));
        }

        Writer u32(int value) {
            return write(() -> out.writeInt(value));
        }

        Writer string(String value) {
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            return u32(encoded.length).write(() -> out.write(encoded));
        }

        Writer list(List<String> values) {
            u32(values.size());
            values.forEach(this::string);
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        private interface Step {
            void run() throws IOException;
        }

        private Writer write(Step step) {
            try {
                step.run();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException("Memory cannot fail", e);
            }
        }
    }

    /** Takes a payload apart; whatever does not fit is a {@link ProtocolException}. Not thread-safe. */
    static final class Reader {
        private final ByteBuffer buffer;

        Reader(byte[] payload) {
            this.buffer = ByteBuffer.wrap(payload);
        }

        int u8() throws ProtocolException {
            return need(1).get() & 0xff;
        }

        int u16() throws ProtocolException {
            return need(2).getShort() & 0xffff;
        }

        int u32() throws ProtocolException {
            return need(4).getInt();
        }

        String string() throws ProtocolException {
            int length = u32();
            need(length);
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private ByteBuffer need(int bytes) throws ProtocolException {
            if (bytes < 0 || buffer.remaining() < bytes) {
                throw new ProtocolException("A payload of " + buffer.limit() + " bytes ends too early");
            }
            return buffer;
        }
    }
}
