package io.umlmachine.image.internal.store;

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

    /** Copies a file to one that is not there yet, and to the disk; blocks of zeros become holes. */
    static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long position = 0; position < size; position += block.limit()) {
                fill(block, in, position);
                boolean last = position + block.limit() >= size;
                // The last block is written whatever it holds: it gives the file its size.
                if (last || !block.equals(ZEROS.duplicate().limit(block.limit()))) {
                    write(block, out, position);
                }
            }
            out.force(true);
        }
    }

    private static void fill(ByteBuffer block, FileChannel in, long position) throws IOException {
        block.clear();
        int length = 0;
        while (block.hasRemaining() && length >= 0) {
            length = in.read(block, position + block.position());
        }
        block.flip();
    }

    private static void write(ByteBuffer block, FileChannel out, long position) throws IOException {
        while (block.hasRemaining()) {
            out.write(block, position + block.position());
        }
    }
}
