package io.umlmachine.image.internal.store;

import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies files that are mostly zero, such as disk images, without taking room for the zeros. */
final class SparseCopy {

    private static final int BLOCK = 64 * 1024;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(BLOCK).asReadOnlyBuffer();

    private SparseCopy() {}

    /** Copies a file to one that is not there yet, and to the disk; holes are not read, and blocks of zeros become holes. */
    static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (Extent extent : DataExtents.of(from.toRealPath(), size)) {
                copy(in, out, extent);
            }
            if (out.size() < size) {
                // The last byte gives the file its size.
                write(ByteBuffer.allocate(1), out, size - 1);
            }
            out.force(true);
        }
    }

    private static void copy(FileChannel in, FileChannel out, Extent extent) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long position = extent.offset(); position < extent.end(); position += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, extent.end() - position));
            fill(block, in, position);
            if (!block.equals(ZEROS.duplicate().limit(block.limit()))) {
                write(block, out, position);
            }
        }
    }

    private static void fill(ByteBuffer block, FileChannel in, long position) throws IOException {
        while (block.hasRemaining()) {
            if (in.read(block, position + block.position()) < 0) {
                throw new EOFException("The file became smaller while it was copied");
            }
        }
        block.flip();
    }

    private static void write(ByteBuffer block, FileChannel out, long position) throws IOException {
        int length = block.remaining();
        while (block.hasRemaining()) {
            out.write(block, position + length - block.remaining());
        }
    }
}
