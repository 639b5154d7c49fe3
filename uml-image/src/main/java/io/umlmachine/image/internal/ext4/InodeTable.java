package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.Attributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The inodes of all files, by their numbers from 1. Not thread-safe. */
final class InodeTable {

    private static final int LOW = 0xffff;

    /** From 1901 to 2446. */
    private static final long EARLIEST = Integer.MIN_VALUE;

    private static final long LATEST = Integer.MAX_VALUE + (3L << 32);

    private final int count;
    private final long epoch;
    private final ByteBuffer bytes;

    /**
     * A table.
     *
     * @param count how many inodes are used, those that are reserved among them
     * @param epoch when all of them were made
     */
    InodeTable(int count, long epoch) {
        this.count = count;
        this.epoch = epoch;
        this.bytes = ByteBuffer.allocate(Math.multiplyExact(count, Ext4.INODE)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int count() {
        return count;
    }

    /**
     * Where the contents of a file are.
     *
     * @param size its size in bytes
     * @param blocks how many blocks it takes, all counted
     * @param flags how to read {@code map}
     * @param map 60 bytes
     */
    record Contents(long size, long blocks, int flags, byte[] map) {}

    /**
     * Fills an inode.
     *
     * @param links how many names it has
     * @param attributesBlock the block of its extended attributes, or 0
     */
    void put(
            int number,
            int type,
            Attributes attributes,
            int links,
            Contents contents,
            ExtendedAttributes extended,
            long attributesBlock) {
        long sectors = (contents.blocks() + (attributesBlock == 0 ? 0 : 1)) * (Ext4.BLOCK / 512);
        long modified = Math.max(EARLIEST, Math.min(LATEST, attributes.modified()));
        ByteBuffer inode = bytes.slice((number - 1) * Ext4.INODE, Ext4.INODE).order(ByteOrder.LITTLE_ENDIAN);
        inode.putShort(0, (short) (type | attributes.mode()));
        inode.putShort(2, (short) (attributes.uid() & LOW));
        inode.putInt(4, (int) contents.size());
        inode.putInt(8, (int) modified);
        inode.putInt(12, (int) epoch);
        inode.putInt(16, (int) modified);
        inode.putShort(24, (short) (attributes.gid() & LOW));
        inode.putShort(26, (short) links);
        inode.putInt(28, (int) sectors);
        inode.putInt(32, contents.flags());
        inode.put(40, contents.map());
        inode.putInt(104, (int) attributesBlock);
        inode.putInt(108, (int) (contents.size() >>> 32));
        inode.putShort(116, (short) (sectors >>> 32));
        inode.putShort(120, (short) (attributes.uid() >>> 16));
        inode.putShort(122, (short) (attributes.gid() >>> 16));
        inode.putShort(128, (short) Ext4.EXTRA_INODE);
        inode.putInt(132, centuries(epoch));
        inode.putInt(136, centuries(modified));
        inode.putInt(140, centuries(modified));
        inode.putInt(144, (int) epoch);
        inode.putInt(148, centuries(epoch));
        if (!extended.isEmpty() && attributesBlock == 0) {
            inode.putInt(Ext4.OLD_INODE + Ext4.EXTRA_INODE, Ext4.ATTRIBUTES_MAGIC);
            inode.put(Ext4.OLD_INODE + Ext4.EXTRA_INODE + 4, extended.inInode());
        }
    }

    /** What 32 bits with a sign do not hold of a time, in the two lowest bits. */
    private static int centuries(long seconds) {
        return (int) (seconds - (int) seconds >> 32) & 3;
    }

    /** Writes the inodes of all groups. */
    void write(Geometry geometry, BlockDevice device) throws IOException {
        int perGroup = geometry.inodesPerGroup();
        for (int from = 0; from < count; from += perGroup) {
            int to = Math.min(count, from + perGroup);
            device.write(
                    geometry.inodeTable(from / perGroup), bytes.slice(from * Ext4.INODE, (to - from) * Ext4.INODE));
        }
    }
}
