package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.FileContent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds inodes, and the blocks of their contents, on a disk. Not thread-safe. */
final class InodeReader {

    private static final int EXTENTS = 0x40;
    private static final int MORE_THAN_32_BITS = 0x80;

    /** {@code filetype}, {@code extent}, {@code 64bit}, {@code flex_bg}, {@code metadata_csum_seed}. */
    private static final int KNOWN = 0x2 | EXTENTS | MORE_THAN_32_BITS | 0x200 | 0x2000;

    private static final int NEEDS_RECOVERY = 0x4;
    private static final int DEEPEST = 5;
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Path disk;
    private final FileChannel file;
    private final int inodesPerGroup;
    private final int inodeSize;
    private final int descriptorSize;

    private InodeReader(Path disk, FileChannel file, ByteBuffer superblock) {
        this.disk = disk;
        this.file = file;
        this.inodesPerGroup = superblock.getInt(40);
        this.inodeSize = superblock.getShort(88) & 0xffff;
        boolean large = (superblock.getInt(96) & MORE_THAN_32_BITS) != 0;
        this.descriptorSize = large ? superblock.getShort(254) & 0xffff : Ext4.DESCRIPTOR;
    }

    static InodeReader of(Path disk, FileChannel file) throws IOException {
        ByteBuffer superblock = read(disk, file, Ext4.SUPERBLOCK_OFFSET, Ext4.SUPERBLOCK);
        int features = superblock.getInt(96);
        if (superblock.getShort(56) != Ext4.MAGIC || superblock.getInt(24) != Ext4.LOG_BLOCK_OVER_1K) {
            throw new IOException(disk + " holds no ext4 file system with blocks of 4 KiB");
        }
        if ((features & NEEDS_RECOVERY) != 0) {
            throw new IOException("The file system of " + disk + " has a journal to replay; run e2fsck -fp");
        }
        if ((features & ~KNOWN) != 0 || (features & EXTENTS) == 0) {
            throw new IOException("The file system of " + disk + " has other features than those of ext4 by default: 0x"
                    + Integer.toHexString(features));
        }
        return new InodeReader(disk, file, superblock);
    }

    StoredInode inode(int number) throws IOException {
        if (number < 1) {
            throw damaged("a file with the number " + number);
        }
        long group = (number - 1) / inodesPerGroup;
        ByteBuffer descriptor = read(Ext4.BLOCK + group * descriptorSize, descriptorSize);
        long table = descriptor.getInt(8) & UNSIGNED;
        if (descriptorSize > Ext4.DESCRIPTOR) {
            table |= (long) descriptor.getInt(40) << 32;
        }
        long at = table * Ext4.BLOCK + (long) ((number - 1) % inodesPerGroup) * inodeSize;
        return new StoredInode(read(at, inodeSize));
    }

    /** Where the data of a file is, in order. */
    List<FileContent.Part> parts(StoredInode inode) throws IOException {
        List<FileContent.Part> parts = new ArrayList<>();
        if (inode.size() > 0) {
            if (!inode.isMapped()) {
                throw damaged("a file without extents");
            }
            collect(StoredInode.littleEndian(inode.map(), 0, Ext4.MAP), inode.size(), DEEPEST, parts);
        }
        return parts;
    }

    private void collect(ByteBuffer node, long size, int deepest, List<FileContent.Part> parts) throws IOException {
        int entries = node.getShort(2) & 0xffff;
        int depth = node.getShort(6) & 0xffff;
        if (node.getShort(0) != Ext4.EXTENT_MAGIC
                || entries > (node.capacity() - Ext4.EXTENT_ENTRY) / Ext4.EXTENT_ENTRY
                || depth > deepest) {
            throw damaged("a tree of extents that is none");
        }
        for (int i = 1; i <= entries; i++) {
            int at = i * Ext4.EXTENT_ENTRY;
            if (depth > 0) {
                long block = node.getInt(at + 4) & UNSIGNED | (node.getShort(at + 8) & 0xffffL) << 32;
                collect(read(block * Ext4.BLOCK, Ext4.BLOCK), size, depth - 1, parts);
            } else {
                addExtent(node, at, size, parts);
            }
        }
    }

    private static void addExtent(ByteBuffer node, int at, long size, List<FileContent.Part> parts) {
        long offset = (node.getInt(at) & UNSIGNED) * Ext4.BLOCK;
        int count = node.getShort(at + 4) & 0xffff;
        long block = node.getInt(at + 8) & UNSIGNED | (node.getShort(at + 6) & 0xffffL) << 32;
        long length = Math.min((long) count * Ext4.BLOCK, size - offset);
        // Longer ones are blocks that were reserved and not written; and they may lie behind the end.
        if (count <= Ext4.LONGEST_EXTENT && length > 0) {
            parts.add(new FileContent.Part(offset, length, block * Ext4.BLOCK));
        }
    }

    ByteBuffer read(long at, int length) throws IOException {
        return read(disk, file, at, length);
    }

    private static ByteBuffer read(Path disk, FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("The disk " + disk + " ends within its file system");
            }
        }
        return bytes.rewind();
    }

    IOException damaged(String what) {
        return new IOException("The file system of " + disk + " holds " + what);
    }
}
