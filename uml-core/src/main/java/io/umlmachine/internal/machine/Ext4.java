package io.umlmachine.internal.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Looks at the superblock of a disk image: offset 1,024, as the kernel's documentation of ext4 lays it out. */
final class Ext4 {

    private static final int SUPERBLOCK = 1024;
    private static final int SIZE = 1024;
    private static final int LOG_BLOCK_SIZE = 0x18;
    private static final int MAGIC_OFFSET = 0x38;
    private static final short MAGIC = (short) 0xef53;

    /** What a copy-on-write overlay needs: it reads wrong data where a request mixes changed and unchanged sectors. */
    static final int COW_BLOCK_SIZE = 4096;

    private Ext4() {}

    /**
     * The block size of the file system in an image, in bytes.
     *
     * @throws IOException if it cannot be read, or holds no ext2, ext3 or ext4
     */
    static int blockSize(Path image) throws IOException {
        ByteBuffer superblock = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
            while (superblock.hasRemaining() && channel.read(superblock, SUPERBLOCK + superblock.position()) > 0) {
                // Until it is there, or the file ends.
                continue;
            }
        }
        if (superblock.hasRemaining() || superblock.getShort(MAGIC_OFFSET) != MAGIC) {
            throw new IOException(image + " holds no ext4 file system; make one with mke2fs -t ext4 -b 4096");
        }
        int log = superblock.getInt(LOG_BLOCK_SIZE);
        if (log < 0 || log > 6) {
            throw new IOException(image + " has a damaged ext4 superblock; check it with e2fsck -f");
        }
        return 1024 << log;
    }
}
