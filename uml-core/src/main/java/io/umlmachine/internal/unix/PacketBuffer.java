package io.umlmachine.internal.unix;

import com.sun.jna.Memory;

/** Memory outside of the JVM's heap for one packet, from which it is sent on as it came. For one thread. */
public final class PacketBuffer implements AutoCloseable {

    private final Memory memory;

    /** Has room for so many bytes. */
    public PacketBuffer(int capacity) {
        memory = LibC.memory(capacity);
    }

    Memory memory() {
        return memory;
    }

    /** The largest packet. */
    public int capacity() {
        return (int) memory.size();
    }

    /** Copies the first bytes out of it. */
    public void copyTo(byte[] target, int length) {
        memory.read(0, target, 0, length);
    }

    /** Copies bytes to its front. */
    public void copyFrom(byte[] source, int length) {
        memory.write(0, source, 0, length);
    }

    @Override
    public void close() {
        memory.close();
    }
}
