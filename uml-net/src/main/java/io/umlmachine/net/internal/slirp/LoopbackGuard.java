package io.umlmachine.net.internal.slirp;

import io.umlmachine.internal.unix.PacketBatch;

/**
 * Stops IPv4 packets to 127.0.0.0/8 and 0.0.0.0/8: slirp4netns would connect to such an address as it stands, and the
 * host's kernel takes both for itself. Offsets are those of Ethernet II and RFC 791. Every fragment of a packet names the
 * destination, and slirp4netns knows neither VLAN tags nor source routes. For one thread.
 */
public final class LoopbackGuard implements GuestPort.Admission {

    private static final int TYPE = 12;
    private static final int DESTINATION = 30;
    /** As much of a frame as it looks at. */
    public static final int SEEN = DESTINATION + 4;

    private static final int IPV4 = 0x0800;

    private final byte[] head = new byte[SEEN];

    @Override
    public boolean admits(PacketBatch frames, int frame) {
        int length = frames.length(frame);
        frames.copyTo(frame, head, Math.min(SEEN, length));
        return admits(head, length);
    }

    /**
     * Whether a frame may pass.
     *
     * @param head its first {@value #SEEN} bytes, if it has so many
     * @param length how long it is
     */
    public static boolean admits(byte[] head, int length) {
        if (length < TYPE + 2 || (Byte.toUnsignedInt(head[TYPE]) << 8 | Byte.toUnsignedInt(head[TYPE + 1])) != IPV4) {
            return true;
        }
        return length >= SEEN && head[DESTINATION] != 127 && head[DESTINATION] != 0;
    }
}
