package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a file of the host has data; what is between are holes. Thread-safe. */
public final class DataExtents {

    /** What file systems give out, so that a smaller file has no hole that is worth finding. */
    private static final int PAGE = 4096;

    private DataExtents() {}

    /**
     * The extents with data, in order. Offsets and lengths are multiples of 4096; only the end of the file may cut the
     * last.
     *
     * @param file an absolute path of a regular file
     * @param size its size
     */
    public static List<Extent> of(Path file, long size) throws IOException {
        if (size == 0) {
            return List.of();
        }
        if (size <= PAGE) {
            return List.of(new Extent(0, size));
        }
        try {
            int descriptor =
                    LibC.open(PathBytes.terminated(file), LibC.O_NONBLOCK | LibC.O_NOFOLLOW | LibC.O_CLOEXEC, 0);
            try {
                return search(descriptor, size);
            } finally {
                LibC.close(descriptor);
            }
        } catch (LastErrorException e) {
            throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<Extent> search(int descriptor, long size) {
        List<Extent> extents = new ArrayList<>();
        for (long at = 0; at < size; ) {
            long data = seek(descriptor, at, LibC.SEEK_DATA, size);
            if (data >= size) {
                break;
            }
            long begin = data - data % PAGE;
            long hole = seek(descriptor, data, LibC.SEEK_HOLE, size);
            long end = Math.min(size, (hole + PAGE - 1) / PAGE * PAGE);
            Extent last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
            if (last != null && last.end() >= begin) {
                extents.set(extents.size() - 1, new Extent(last.offset(), end - last.offset()));
            } else {
                extents.add(new Extent(begin, end - begin));
            }
            at = end;
        }
        return extents;
    }

    /** A file system that knows no holes says so, or says that all is data. */
    private static long seek(int descriptor, long from, int whence, long size) {
        try {
            return LibC.lseek(descriptor, from, whence);
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.ENXIO) {
                return size;
            }
            if (e.getErrorCode() == LibC.EINVAL) {
                return whence == LibC.SEEK_DATA ? from : size;
            }
            throw e;
        }
    }
}
