package io.umlmachine.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/** Compares what two files hold; reads no holes. Thread-safe. */
final class DiskComparison {

    private static final int BUFFER = 1 << 20;

    private DiskComparison() {}

    /** Whether two files hold the same bytes. */
    static boolean same(Path one, Path other) throws IOException, InterruptedException {
        try (DiskFile a = DiskFile.read(one);
                DiskFile b = DiskFile.read(other)) {
            long size = a.size();
            if (b.size() != size) {
                return false;
            }
            long position = Math.min(nextData(a, 0, size), nextData(b, 0, size));
            while (position < size) {
                RangeCopy.Checkpoint.INTERRUPTIBLE.pass();
                int count = (int) Math.min(BUFFER, size - position);
                if (!Arrays.equals(a.read(position, count), b.read(position, count))) {
                    return false;
                }
                position = Math.min(nextData(a, position + count, size), nextData(b, position + count, size));
            }
            return true;
        }
    }

    private static long nextData(DiskFile file, long from, long size) throws IOException {
        OptionalLong data = from < size ? file.nextData(from) : OptionalLong.empty();
        return data.orElse(size);
    }
}
