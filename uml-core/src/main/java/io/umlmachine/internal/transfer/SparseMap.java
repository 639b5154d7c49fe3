package io.umlmachine.internal.transfer;

import io.umlmachine.internal.unix.Extent;
import java.io.IOException;

/**
 * Where the data of a file with holes belongs, in GNU tar's sparse format 1.0: lines with the number of extents, and the
 * offset and length of each, which fill up a block; the data follows. A map may be long and is never held in memory.
 * Not thread-safe.
 */
public final class SparseMap {

    private static final int LONGEST_NUMBER = 19;

    private final ArchiveFile archive;
    private final long begin;
    private final long end;
    private final long size;
    private long at;

    /** What is done with each extent: its data is in the archive at {@code source}. */
    @FunctionalInterface
    public interface Use {
        void accept(long source, Extent extent) throws IOException;
    }

    /**
     * The map at a place of an archive.
     *
     * @param begin where the map begins
     * @param end where the data behind it ends
     * @param size the size of the file, holes included
     */
    SparseMap(ArchiveFile archive, long begin, long end, long size) {
        this.archive = archive;
        this.begin = begin;
        this.end = end;
        this.size = size;
    }

    /**
     * Goes through the extents, in order and without overlap, all inside the file.
     *
     * @throws IOException if the map says anything else, or that there is more data than there is
     */
    void forEach(Use use) throws IOException {
        // The data begins where the map ends, so that has to be found first.
        long source = begin + TarFormat.blocks(read((data, extent) -> {}, 0) - begin);
        read(use, source);
    }

    /** Returns where the map ends. */
    private long read(Use use, long data) throws IOException {
        at = begin;
        long source = data;
        long reached = 0;
        for (long left = number(); left > 0; left--) {
            long offset = number();
            long length = number();
            if (offset < reached || length > size - offset) {
                throw new DamagedArchiveException("the map of a file with holes is out of order or out of range");
            }
            if (source > 0 && length > end - source) {
                throw new DamagedArchiveException("the map of a file with holes counts more data than there is");
            }
            use.accept(source, new Extent(offset, length));
            reached = offset + length;
            source += length;
        }
        return at;
    }

    private long number() throws IOException {
        long value = 0;
        for (int digits = 0; digits <= LONGEST_NUMBER; digits++) {
            if (at >= end) {
                throw new DamagedArchiveException("the map of a file with holes does not end");
            }
            byte b = archive.byteAt(at++);
            if (b == '\n' && digits > 0) {
                return value;
            }
            if (b < '0' || b > '9' || value > (Long.MAX_VALUE - 9) / 10) {
                break;
            }
            value = value * 10 + b - '0';
        }
        throw new DamagedArchiveException("the map of a file with holes holds a number that is none");
    }
}
