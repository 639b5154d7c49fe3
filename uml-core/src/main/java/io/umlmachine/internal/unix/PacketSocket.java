package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A connected unix socket of packets (SOCK_SEQPACKET), as unix(7) has it: what is sent as one packet is received as one,
 * in order, and the end of the other side is noticed. Only calls that say so wait. For one thread, but that one may receive
 * while another one sends, and any may shut it down; whoever closes it makes sure that nobody uses it any more.
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

    /**
     * Waits for packets, whatever interrupts there are; {@link #shutDown} ends the wait.
     *
     * @param batch gets as many as there are, at least one
     * @return their number, or {@link #ENDED}
     */
    public int await(PacketBatch batch) {
        while (true) {
            int count = batch.receive(descriptor);
            if (count >= 0) {
                return count;
            }
            if (!isOnlyLate()) {
                return ENDED;
            }
        }
    }

    /**
     * Sends packets that were received, and waits for room for them, whatever interrupts there are; {@link #shutDown} ends the
     * wait.
     *
     * @param from the first of them, by its place in the batch
     * @param to the first that is not sent
     * @return whether all were sent; if not, the other side is gone
     */
    public boolean put(PacketBatch batch, int from, int to) {
        int next = from;
        while (next < to) {
            int count = batch.send(descriptor, next, to);
            if (count >= 0) {
                next += count;
            } else if (!isOnlyLate()) {
                return false;
            }
        }
        return true;
    }

    /** Ends it for both sides, and every wait; it is still to be closed. */
    public synchronized void shutDown() {
        if (!closed) {
            Descriptors.shutDown(descriptor);
        }
    }

    private static boolean isOnlyLate() {
        int error = Native.getLastError();
        return error == LibC.EAGAIN || error == LibC.EINTR;
    }

    /** Closes it, once. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Descriptors.close(descriptor);
        }
    }
}
