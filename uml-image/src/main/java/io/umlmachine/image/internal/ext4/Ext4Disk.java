package io.umlmachine.image.internal.ext4;

import io.umlmachine.ByteSize;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes disks that hold a tree. */
public final class Ext4Disk {

    /** How many more files a disk has room for that is made no larger than needed. */
    private static final int SPARE_INODES = 1024;

    /** Room for the tables of a group that has as many inodes as a group can have. */
    private static final int SMALLEST = 4096;

    private Ext4Disk() {}

    /** Hears how much has been written. */
    @FunctionalInterface
    public interface Listener {
        /** So many bytes of about so many. */
        void written(long done, long total);
    }

    /**
     * Writes a tree to a new sparse file. The same tree and options lead to the same bytes.
     *
     * @param disk the file, which is not there
     * @throws DiskFullException if it does not fit
     * @throws IOException if it cannot be read or written, or if it holds what ext4 cannot
     */
    public static void write(Directory root, Ext4Options options, Path disk) throws IOException {
        write(root, options, disk, (done, total) -> {});
    }

    /**
     * Writes a tree to a new sparse file, and tells how far it has come.
     *
     * @param disk the file, which is not there
     * @throws DiskFullException if it does not fit
     * @throws IOException if it cannot be read or written, or if it holds what ext4 cannot
     */
    public static void write(Directory root, Ext4Options options, Path disk, Listener listener) throws IOException {
        if (root.children().containsKey(Ext4Writer.LOST_AND_FOUND)) {
            throw new IllegalArgumentException("The directory lost+found is the file system's own");
        }
        Inodes inodes = new Inodes(root);
        Geometry geometry = geometry(inodes, options);
        try (FileChannel file = FileChannel.open(disk, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new Ext4Writer(inodes, options, geometry, told(inodes, file, listener)).write();
            long size = options.freeSpace().isPresent()
                    ? geometry.blocks() * Ext4.BLOCK
                    : options.size().bytes();
            if (file.size() < size) {
                write(file, size - 1, ByteBuffer.allocate(1));
            }
        }
    }

    /** The files' own bytes are nearly all that is written. */
    private static BlockDevice told(Inodes inodes, FileChannel file, Listener listener) {
        long total = inodes.order().stream()
                .mapToLong(node ->
                        node instanceof RegularFile regular ? regular.content().size() : 0)
                .sum();
        long[] done = new long[1];
        return (block, bytes) -> {
            done[0] += bytes.remaining();
            write(file, block * Ext4.BLOCK, bytes);
            listener.written(Math.min(done[0], total), total);
        };
    }

    private static Geometry geometry(Inodes inodes, Ext4Options options) throws IOException {
        long most = options.size().bytes() / Ext4.BLOCK;
        long files = inodes.last() + SPARE_INODES;
        Geometry whole = Geometry.of(most, files);
        if (options.freeSpace().isEmpty()) {
            return whole;
        }
        long used = new Ext4Writer(inodes, options, whole, BlockDevice.NONE).write() - whole.journalBlocks();
        return smallest(used, files, options.freeSpace().get(), most);
    }

    /** The smallest file system that has so much free, or a few blocks more. */
    private static Geometry smallest(long used, long files, ByteSize free, long most) throws IOException {
        long wanted = used + Ext4.blocks(free.bytes());
        long groupsOfInodes = (files - 1) / Ext4.BLOCKS_PER_GROUP;
        long least = groupsOfInodes * Ext4.BLOCKS_PER_GROUP + SMALLEST;
        for (long blocks = Math.max(wanted, least); blocks <= most; ) {
            Geometry geometry = Geometry.of(blocks, files);
            // At the border of each group, a file may need one extent more, and a block for it.
            long needed = wanted + geometry.journalBlocks() + geometry.groups() + geometry.kernelReserve();
            long missing = needed - geometry.dataBlocks();
            if (missing <= 0) {
                return geometry;
            }
            blocks += missing;
        }
        throw new DiskFullException("the system and " + free + " of free space", most);
    }

    private static void write(FileChannel file, long at, ByteBuffer bytes) throws IOException {
        for (long to = at; bytes.hasRemaining(); ) {
            to += file.write(bytes, to);
        }
    }
}
