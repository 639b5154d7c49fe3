package io.umlmachine.image.internal.ext4;

/** Numbers of the format, as the kernel's documentation has them. */
final class Ext4 {

    static final int BLOCK = 4096;
    static final int LOG_BLOCK_OVER_1K = 2;
    static final int BLOCKS_PER_GROUP = 8 * BLOCK;
    static final int DESCRIPTOR = 32;

    static final int SUPERBLOCK_OFFSET = 1024;
    static final int SUPERBLOCK = 1024;
    static final short MAGIC = (short) 0xef53;

    static final int ROOT_INODE = 2;
    static final int JOURNAL_INODE = 8;
    static final int FIRST_INODE = 11;

    static final int INODE = 256;
    static final int OLD_INODE = 128;
    static final int EXTRA_INODE = 32;
    /** What of an inode says where the contents are. */
    static final int MAP = 60;

    static final int EXTENTS_FLAG = 0x80000;

    static final int TYPE_MASK = 0170000;
    static final int SOCKET = 0140000;
    static final int SYMBOLIC_LINK = 0120000;
    static final int REGULAR_FILE = 0100000;
    static final int BLOCK_DEVICE = 0060000;
    static final int DIRECTORY = 0040000;
    static final int CHARACTER_DEVICE = 0020000;
    static final int PIPE = 0010000;

    static final short EXTENT_MAGIC = (short) 0xf30a;
    static final int EXTENT_ENTRY = 12;
    static final int LONGEST_EXTENT = 32768;

    static final int ATTRIBUTES_MAGIC = 0xea020000;

    /** {@code has_journal}, {@code ext_attr}, {@code dir_index}. */
    static final int COMPATIBLE = 0x4 | 0x8 | 0x20;
    /** {@code filetype}, {@code extent}. */
    static final int INCOMPATIBLE = 0x2 | 0x40;
    /** {@code sparse_super}, {@code large_file}, {@code huge_file}, {@code dir_nlink}, {@code extra_isize}. */
    static final int READ_ONLY_COMPATIBLE = 0x1 | 0x2 | 0x8 | 0x20 | 0x40;

    private Ext4() {}

    /** How many blocks some bytes take. */
    static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK;
    }

    /** A number rounded up to a multiple of four. */
    static int aligned(int length) {
        return length + 3 & ~3;
    }
}
