package io.umlmachine.internal.unix;

import com.sun.jna.Memory;

/**
 * Memory outside of the JVM's heap for several packets that are received by one system call, and sent on by one as they
 * came: structures of recvmmsg(2) and sendmmsg(2), as 64-bit Linux lays them out. For one thread.
 */
public final class PacketBatch implements AutoCloseable {

    /** {@code struct mmsghdr}: a msghdr of 56 bytes, a length, padding. */
    private static final int HEADER = 64;

    private static final int HEADER_VECTOR = 16;
    private static final int HEADER_VECTOR_LENGTH = 24;
    private static final int HEADER_LENGTH = 56;

    /** {@code struct iovec}. */
    private static final int VECTOR = 16;

    private static final int VECTOR_LENGTH = 8;

    private final int limit;
    private final int capacity;
    private final Memory headers;
    private final Memory vectors;
    private final Memory packets;
    private int size;

    /** Has room for so many packets of so many bytes. */
    public PacketBatch(int limit, int capacity) {
        this.limit = limit;
        this.capacity = capacity;
        headers = LibC.memory((long) limit * HEADER);
        vectors = LibC.memory((long) limit * VECTOR);
        packets = LibC.memory((long) limit * capacity);
        headers.clear();
        for (int i = 0; i < limit; i++) {
            headers.setPointer(i * (long) HEADER + HEADER_VECTOR, vectors.share(i * (long) VECTOR));
            headers.setLong(i * (long) HEADER + HEADER_VECTOR_LENGTH, 1);
            vectors.setPointer(i * (long) VECTOR, packets.share(i * (long) capacity));
            vectors.setLong(i * (long) VECTOR + VECTOR_LENGTH, capacity);
        }
    }

    /** Receives what waits, at least one packet; see {@link PacketSocket#await}. */
    int receive(int descriptor) {
        for (int i = 0; i < size; i++) {
            vectors.setLong(i * (long) VECTOR + VECTOR_LENGTH, capacity);
        }
        size = 0;
        int count = LibC.recvmmsg(descriptor, headers, limit, LibC.MSG_WAITFORONE | LibC.MSG_TRUNC, null);
        if (count < 0) {
            return count;
        }
        // What has no bytes is the end of the other side.
        while (size < count && length(size) > 0) {
            vectors.setLong(size * (long) VECTOR + VECTOR_LENGTH, Math.min(capacity, length(size)));
            size++;
        }
        return size;
    }

    /** Sends some of the packets that were received; the number that were sent, or -1. */
    int send(int descriptor, int from, int to) {
        return LibC.sendmmsg(descriptor, headers.share(from * (long) HEADER), to - from, LibC.MSG_NOSIGNAL);
    }

    /** How many packets were received the last time. */
    public int size() {
        return size;
    }

    /** The length of a packet, which may be more than there was room for. */
    public int length(int packet) {
        return headers.getInt(packet * (long) HEADER + HEADER_LENGTH);
    }

    /** Whether a packet was longer than there was room for. */
    public boolean isCut(int packet) {
        return length(packet) > capacity;
    }

    /** Copies the first bytes of a packet; at most as many as it has. */
    public void copyTo(int packet, byte[] target, int length) {
        packets.read(packet * (long) capacity, target, 0, length);
    }

    @Override
    public void close() {
        headers.close();
        vectors.close();
        packets.close();
    }
}
