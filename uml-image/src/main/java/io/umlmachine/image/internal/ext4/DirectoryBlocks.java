package io.umlmachine.image.internal.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The contents of a directory: records of a file's number, kind and name, none of which goes over the border of a block. Not
 * thread-safe.
 */
final class DirectoryBlocks {

    private static final int HEADER = 8;
    private static final int LONGEST_NAME = 255;

    private ByteBuffer bytes = ByteBuffer.allocate(Ext4.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private int last = -1;

    /**
     * Adds a name.
     *
     * @throws IOException if it is too long or empty
     */
    void add(int inode, int mode, byte[] name) throws IOException {
        if (name.length > LONGEST_NAME || name.length == 0) {
            throw new IOException("A name in a directory of the guest has " + name.length
                    + " bytes; file systems take 1 to " + LONGEST_NAME);
        }
        int length = Ext4.aligned(HEADER + name.length);
        if (Ext4.BLOCK - bytes.position() % Ext4.BLOCK < length || last >= 0 && bytes.position() % Ext4.BLOCK == 0) {
            startBlock();
        }
        last = bytes.position();
        bytes.putInt(inode)
                .putShort((short) length)
                .put((byte) name.length)
                .put(type(mode))
                .put(name)
                .position(last + length);
    }

    /** Begins a new block: the last record of the old one takes what is left of it. */
    private void startBlock() {
        fillBlock();
        ByteBuffer larger = ByteBuffer.allocate(bytes.capacity() + Ext4.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        larger.put(bytes.array());
        bytes = larger;
    }

    private void fillBlock() {
        bytes.putShort(last + 4, (short) (bytes.capacity() - last));
    }

    /** Adds blocks without names. */
    void addEmpty(int count) {
        for (int i = 0; i < count; i++) {
            startBlock();
            last = bytes.position();
            bytes.position(last + HEADER);
        }
    }

    /** Whole blocks. */
    byte[] bytes() {
        fillBlock();
        return bytes.array();
    }

    private static byte type(int mode) {
        return switch (mode & Ext4.TYPE_MASK) {
            case Ext4.REGULAR_FILE -> 1;
            case Ext4.DIRECTORY -> 2;
            case Ext4.CHARACTER_DEVICE -> 3;
            case Ext4.BLOCK_DEVICE -> 4;
            case Ext4.PIPE -> 5;
            case Ext4.SOCKET -> 6;
            case Ext4.SYMBOLIC_LINK -> 7;
            default -> 0;
        };
    }
}
