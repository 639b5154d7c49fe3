package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A connected unix socket of packets (SOCK_SEQPACKET), as unix(7) has it: what is sent as one packet is received as one,
 * in order, and the end of the other side is noticed. No call of it blocks. For one thread.
 */
public final class PacketSocket implements Pollable, AutoCloseable {

    /** What {@link #receive} says when no packet waits. */
    public static final int NOTHING = -1;

    /** What {@link #receive} says when the other side is gone; an empty packet means the same. */
    public static final int ENDED = 0;

    private final int descriptor;
    private boolean closed;

    PacketSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Connects to a {@link PacketListener}, or to another program's socket of this kind.
     *
     * @throws IOException if nobody listens there
     */
    public static PacketSocket connect(Path path) throws IOException {
        byte[] address = UnixAddress.of(path);
        try {
            PacketSocket socket = new PacketSocket(LibC.socket(LibC.AF_UNIX, LibC.SOCK_SEQPACKET_CLOEXEC, 0));
            try {
                LibC.connect(socket.descriptor, address, address.length);
                return socket;
            } catch (LastErrorException e) {
                socket.close();
                throw e;
            }
        } catch (LastErrorException e) {
            throw new IOException("Cannot connect to the socket " + path + ": " + e.getMessage(), e);
        }
    }

    /** Two that are connected with each other. */
    public static List<PacketSocket> pair() throws IOException {
        int[] descriptors = new int[2];
        try {
            LibC.socketpair(LibC.AF_UNIX, LibC.SOCK_SEQPACKET_CLOEXEC, 0, descriptors);
        } catch (LastErrorException e) {
            throw new IOException("Cannot make a pair of sockets: " + e.getMessage(), e);
        }
        return List.of(new PacketSocket(descriptors[0]), new PacketSocket(descriptors[1]));
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    /**
     * Takes the next packet.
     *
     * @return its length, which may be more than the buffer got of it; or {@link #NOTHING}, or {@link #ENDED}
     */
    public int receive(PacketBuffer buffer) {
        int length =
                (int) LibC.recv(descriptor, buffer.memory(), buffer.capacity(), LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
        if (length >= 0) {
            return length;
        }
        return isOnlyLate() ? NOTHING : ENDED;
    }

    /**
     * Sends a packet, if the other side's queue has room for it.
     *
     * @return whether it was sent
     */
    public boolean send(PacketBuffer buffer, int length) {
        return LibC.send(descriptor, buffer.memory(), length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL) >= 0;
    }

    private static boolean isOnlyLate() {
        int error = Native.getLastError();
        return error == LibC.EAGAIN || error == LibC.EINTR;
    }

    /** Closes it, once. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Descriptors.close(descriptor);
        }
    }
}
