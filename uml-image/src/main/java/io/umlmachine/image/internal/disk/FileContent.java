package io.umlmachine.image.internal.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Contents that are parts of a file of the host, such as an archive or a disk.
 *
 * @param file the file
 * @param size the size, holes included
 * @param parts where the data is, in the order of its place in the contents and without overlap
 */
public record FileContent(FileChannel file, long size, List<Part> parts) implements Content {

    /**
     * Data.
     *
     * @param offset where it belongs
     * @param length how long it is, in bytes
     * @param source where it is in the file
     */
    public record Part(long offset, long length, long source) {}

    /** Copies the list. */
    public FileContent {
        parts = List.copyOf(parts);
    }

    @Override
    public List<Extent> data() {
        return parts.stream()
                .map(part -> new Extent(part.offset(), part.length()))
                .toList();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        Part part = containing(offset);
        long at = part.source() + offset - part.offset();
        while (target.hasRemaining()) {
            int count = file.read(target, at);
            if (count < 0) {
                throw new EOFException("The file that holds the contents of another one has become shorter");
            }
            at += count;
        }
    }

    private Part containing(long offset) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (parts.get(middle).offset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return parts.get(low);
    }
}
