package io.umlmachine.image.internal.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * What says which blocks and inodes are used: superblock, descriptors, bitmaps. Not thread-safe.
 *
 * @param geometry where they are
 * @param allocator who gave the blocks
 * @param usedInodes how many inodes are used, from the first on
 * @param directories how many of the used inodes of each group are directories
 */
record GroupTables(Geometry geometry, BlockAllocator allocator, int usedInodes, int[] directories) {

    private static final short CLEAN = 1;
    private static final short CONTINUE_ON_ERRORS = 1;
    private static final int REVISION = 1;
    /** {@code user_xattr}, {@code acl}. */
    private static final int MOUNT_OPTIONS = 0xc;

    private static final byte HASH_HALF_MD4 = 1;
    private static final int SIGNED_HASH = 1;
    private static final byte JOURNAL_IS_BACKED_UP = 1;

    /** Writes them, with a copy where the geometry has one. */
    void write(Ext4Options options, InodeTable.Contents journal, BlockDevice device) throws IOException {
        ByteBuffer superblock = superblock(options, journal);
        ByteBuffer descriptors = descriptors();
        for (int group = 0; group < geometry.groups(); group++) {
            if (geometry.hasSuperblock(group)) {
                superblock.putShort(90, (short) group);
                long start = geometry.groupStart(group);
                device.write(start, inFirstBlock(superblock, group));
                device.write(start + 1, descriptors.rewind());
            }
            device.write(geometry.blockBitmap(group), blockBitmap(group));
            device.write(geometry.inodeBitmap(group), inodeBitmap(group));
        }
    }

    /** The first one comes behind room for a boot loader, its copies do not. */
    private static ByteBuffer inFirstBlock(ByteBuffer superblock, int group) {
        int at = group == 0 ? Ext4.SUPERBLOCK_OFFSET : 0;
        return ByteBuffer.allocate(Ext4.BLOCK).put(at, superblock.array());
    }

    private ByteBuffer superblock(Ext4Options options, InodeTable.Contents journal) {
        int now = (int) options.epoch().seconds();
        ByteBuffer sb = ByteBuffer.allocate(Ext4.SUPERBLOCK).order(ByteOrder.LITTLE_ENDIAN);
        sb.putInt(0, (int) geometry.inodes());
        sb.putInt(4, (int) geometry.blocks());
        sb.putInt(12, (int) (geometry.dataBlocks() - allocator.given()));
        sb.putInt(16, (int) (geometry.inodes() - usedInodes));
        sb.putInt(24, Ext4.LOG_BLOCK_OVER_1K);
        sb.putInt(28, Ext4.LOG_BLOCK_OVER_1K);
        sb.putInt(32, Ext4.BLOCKS_PER_GROUP);
        sb.putInt(36, Ext4.BLOCKS_PER_GROUP);
        sb.putInt(40, geometry.inodesPerGroup());
        sb.putInt(48, now);
        sb.putShort(54, (short) -1);
        sb.putShort(56, Ext4.MAGIC);
        sb.putShort(58, CLEAN);
        sb.putShort(60, CONTINUE_ON_ERRORS);
        sb.putInt(64, now);
        sb.putInt(76, REVISION);
        sb.putInt(84, Ext4.FIRST_INODE);
        sb.putShort(88, (short) Ext4.INODE);
        sb.putInt(92, Ext4.COMPATIBLE);
        sb.putInt(96, Ext4.INCOMPATIBLE);
        sb.putInt(100, Ext4.READ_ONLY_COMPATIBLE);
        sb.put(104, bytes(options.uuid()));
        sb.putInt(224, Ext4.JOURNAL_INODE);
        sb.put(236, bytes(options.hashSeed()));
        sb.put(252, HASH_HALF_MD4);
        sb.put(253, JOURNAL_IS_BACKED_UP);
        sb.putInt(256, MOUNT_OPTIONS);
        sb.putInt(264, now);
        sb.put(268, journal.map());
        sb.putInt(268 + Ext4.MAP, (int) (journal.size() >>> 32));
        sb.putInt(268 + Ext4.MAP + 4, (int) journal.size());
        sb.putShort(348, (short) Ext4.EXTRA_INODE);
        sb.putShort(350, (short) Ext4.EXTRA_INODE);
        sb.putInt(352, SIGNED_HASH);
        return sb;
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private ByteBuffer descriptors() {
        ByteBuffer all =
                ByteBuffer.allocate(geometry.descriptorBlocks() * Ext4.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (int group = 0; group < geometry.groups(); group++) {
            all.position(group * Ext4.DESCRIPTOR);
            all.putInt((int) geometry.blockBitmap(group))
                    .putInt((int) geometry.inodeBitmap(group))
                    .putInt((int) geometry.inodeTable(group))
                    .putShort((short) (geometry.groupEnd(group) - allocator.firstFree(group)))
                    .putShort((short) (geometry.inodesPerGroup() - usedInodes(group)))
                    .putShort((short) directories[group]);
        }
        return all;
    }

    private int usedInodes(int group) {
        int before = group * geometry.inodesPerGroup();
        return Math.max(0, Math.min(geometry.inodesPerGroup(), usedInodes - before));
    }

    private ByteBuffer blockBitmap(int group) {
        int used = (int) (allocator.firstFree(group) - geometry.groupStart(group));
        int present = (int) (geometry.groupEnd(group) - geometry.groupStart(group));
        return bitmap(used, present);
    }

    private ByteBuffer inodeBitmap(int group) {
        return bitmap(usedInodes(group), geometry.inodesPerGroup());
    }

    /** A block of bits, of which the first are set, and those behind the last that count. */
    private static ByteBuffer bitmap(int set, int present) {
        byte[] bits = new byte[Ext4.BLOCK];
        for (int bit = 0; bit < Ext4.BLOCK * Byte.SIZE; bit++) {
            if (bit < set || bit >= present) {
                bits[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            }
        }
        return ByteBuffer.wrap(bits);
    }
}
