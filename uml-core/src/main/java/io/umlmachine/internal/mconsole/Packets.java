package io.umlmachine.internal.mconsole;

import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The packets of a kernel's management console, version 2, in the host's byte order: a request is {magic, version, length,
 * text}, a reply {failed, more follow, length, text}, a notification {magic, version, type, length, text}. Thread-safe.
 */
final class Packets {

    static final int MAGIC = 0xcafebabe;
    static final int VERSION = 2;

    /** The most text in a packet, with its NUL byte. */
    static final int TEXT_LIMIT = 512;

    static final int REPLY_HEADER = 12;
    static final int NOTIFICATION_HEADER = 16;

    /** One byte more than a reply can have, so that one which is too long shows. */
    static final int REPLY_BUFFER = REPLY_HEADER + TEXT_LIMIT + 1;

    static final int NOTIFICATION_BUFFER = NOTIFICATION_HEADER + TEXT_LIMIT + 1;

    private Packets() {}

    /**
     * One datagram of a reply.
     *
     * @param failed whether it says that the request failed; only the first of a reply does
     * @param more whether others follow
     * @param text the text, a NUL at its end taken off
     */
    record Reply(boolean failed, boolean more, byte[] text) {}

    static byte[] request(String command) throws MconsoleException {
        byte[] text = command.getBytes(StandardCharsets.UTF_8);
        if (text.length >= TEXT_LIMIT) {
            throw new MconsoleException(
                    Kind.UNSENDABLE,
                    "The management console takes less than " + TEXT_LIMIT + " bytes, not " + text.length + ": "
                            + command,
                    "");
        }
        if (command.indexOf('\0') >= 0) {
            throw new MconsoleException(Kind.UNSENDABLE, "A request cannot hold a NUL character: " + command, "");
        }
        return buffer(12 + text.length + 1)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(text.length)
                .put(text)
                .array();
    }

    static Reply reply(byte[] datagram) throws MconsoleException {
        ByteBuffer reply = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        if (datagram.length < REPLY_HEADER) {
            throw malformed("a reply of " + datagram.length + " bytes; it has " + REPLY_HEADER + " at least");
        }
        boolean failed = reply.getInt() != 0;
        boolean more = reply.getInt() != 0;
        return new Reply(failed, more, text(reply));
    }

    static Notification notification(byte[] datagram) throws MconsoleException {
        ByteBuffer notification = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        if (datagram.length < NOTIFICATION_HEADER) {
            throw malformed(
                    "a notification of " + datagram.length + " bytes; it has " + NOTIFICATION_HEADER + " at least");
        }
        int magic = notification.getInt();
        int version = notification.getInt();
        if (magic != MAGIC || version != VERSION) {
            throw malformed("a notification that begins with " + Integer.toHexString(magic) + " " + version);
        }
        int type = notification.getInt();
        return new Notification(type, new String(text(notification), StandardCharsets.UTF_8));
    }

    /**
     * A notification.
     *
     * @param type what it is about
     * @param text its text
     */
    record Notification(int type, String text) {
        static final int READY = 0;
        static final int PANIC = 1;
        static final int HANG = 2;
        static final int USER = 3;
    }

    /** A length and so many bytes, of which a NUL at the end is not text. */
    private static byte[] text(ByteBuffer packet) throws MconsoleException {
        int length = packet.getInt();
        if (length < 0 || length > packet.remaining() || length > TEXT_LIMIT) {
            throw malformed("a length of " + Integer.toUnsignedString(length) + " with " + packet.remaining()
                    + " bytes of text");
        }
        int end = packet.position() + length;
        byte[] text = new byte[length > 0 && packet.get(end - 1) == 0 ? length - 1 : length];
        packet.get(text);
        return text;
    }

    private static MconsoleException malformed(String what) {
        return new MconsoleException(Kind.MALFORMED, "The management console sent " + what, "");
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
