package io.umlmachine.image.internal.ext4;

import java.io.IOException;

/**
 * Where the parts of a file system are that do not depend on what is in it. Each group of 128 MiB has its own bitmaps and
 * inodes at its beginning. Immutable and thread-safe.
 *
 * @param blocks how many blocks there are
 * @param inodesPerGroup how many files each group has room for
 */
record Geometry(long blocks, int inodesPerGroup) {

    /** As mke2fs has it: an inode for every 16 KiB. */
    private static final int USUAL_INODES_PER_GROUP = 8192;

    private static final int INODES_PER_BLOCK = Ext4.BLOCK / Ext4.INODE;
    private static final int DESCRIPTORS_PER_BLOCK = Ext4.BLOCK / Ext4.DESCRIPTOR;

    /** A last group that would hold less than this, besides its own tables, is left out. */
    private static final int LEAST_DATA = 64;

    private static final long MOST_BLOCKS = 0xffff_ffffL;

    /**
     * The geometry for a disk.
     *
     * @param blocks how large the disk is; the file system may be a little smaller
     * @param inodes for how many files it must have room
     * @throws IOException if the disk is smaller or larger than any file system, or too small for so many files
     */
    static Geometry of(long blocks, long inodes) throws IOException {
        long groups = Math.max(1, (blocks + Ext4.BLOCKS_PER_GROUP - 1) / Ext4.BLOCKS_PER_GROUP);
        long perGroup = (inodes + groups - 1) / groups;
        long rounded = (perGroup + INODES_PER_BLOCK - 1) / INODES_PER_BLOCK * INODES_PER_BLOCK;
        if (rounded > Ext4.BLOCKS_PER_GROUP || blocks > MOST_BLOCKS) {
            throw new DiskFullException(inodes + " files", blocks);
        }
        Geometry geometry = new Geometry(blocks, (int) Math.max(USUAL_INODES_PER_GROUP, rounded));
        int last = geometry.groups() - 1;
        if (geometry.groupEnd(last) < geometry.firstData(last) + LEAST_DATA) {
            if (last == 0) {
                throw new DiskFullException("a file system", blocks);
            }
            return of(geometry.groupStart(last), inodes);
        }
        return geometry;
    }

    int groups() {
        return (int) ((blocks + Ext4.BLOCKS_PER_GROUP - 1) / Ext4.BLOCKS_PER_GROUP);
    }

    long inodes() {
        return (long) groups() * inodesPerGroup;
    }

    long groupStart(int group) {
        return (long) group * Ext4.BLOCKS_PER_GROUP;
    }

    long groupEnd(int group) {
        return Math.min(blocks, groupStart(group + 1));
    }

    int groupOf(long block) {
        return (int) (block / Ext4.BLOCKS_PER_GROUP);
    }

    /** Whether a group has a copy of the superblock and of the descriptors: 0, 1, and the powers of 3, 5 and 7. */
    boolean hasSuperblock(int group) {
        return group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
    }

    private static boolean isPower(int number, int base) {
        int rest = number;
        while (rest % base == 0) {
            rest /= base;
        }
        return rest == 1;
    }

    int descriptorBlocks() {
        return (groups() + DESCRIPTORS_PER_BLOCK - 1) / DESCRIPTORS_PER_BLOCK;
    }

    long blockBitmap(int group) {
        return groupStart(group) + (hasSuperblock(group) ? 1 + descriptorBlocks() : 0);
    }

    long inodeBitmap(int group) {
        return blockBitmap(group) + 1;
    }

    long inodeTable(int group) {
        return blockBitmap(group) + 2;
    }

    /** The first block of a group that can hold what files hold. */
    long firstData(int group) {
        return inodeTable(group) + inodesPerGroup / INODES_PER_BLOCK;
    }

    /** How many blocks can hold what files hold. */
    long dataBlocks() {
        long sum = 0;
        for (int group = 0; group < groups(); group++) {
            sum += groupEnd(group) - firstData(group);
        }
        return sum;
    }

    /** The length of the journal, as mke2fs chooses it. */
    int journalBlocks() {
        if (blocks < 32_768) {
            return 1024;
        }
        if (blocks < 256 * 1024) {
            return 4096;
        }
        return blocks < 512 * 1024 ? 8192 : 16_384;
    }

    /** What the kernel keeps for itself of the free blocks: a fiftieth, or 4096 blocks if that is less. */
    long kernelReserve() {
        return Math.min(blocks / 50, 4096);
    }
}
