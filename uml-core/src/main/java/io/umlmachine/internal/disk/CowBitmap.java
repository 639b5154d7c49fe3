package io.umlmachine.internal.disk;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Reads which sectors of an overlay were changed, as runs of them. It needs no more memory than a buffer, and skips holes:
 * a file can claim to be larger than anything could read. For one thread.
 */
final class CowBitmap {

    private static final int BUFFER = 64 * 1024;

    private final DiskFile file;
    private final long offset;
    private final long length;
    private final long sectors;
    private final Runs runs;
    private long first = -1;

    /** What is done with each run. */
    interface Runs {
        void accept(long first, long count) throws IOException, InterruptedException;
    }

    private CowBitmap(DiskFile file, CowHeader header, Runs runs) {
        this.file = file;
        this.offset = header.bitmapOffset();
        this.length = header.bitmapLength();
        this.sectors = header.sectors();
        this.runs = runs;
    }

    /** Goes through the runs of changed sectors of an overlay, in order; no two of them touch. */
    static void forEach(DiskFile file, CowHeader header, Runs runs) throws IOException, InterruptedException {
        new CowBitmap(file, header, runs).scan();
    }

    private void scan() throws IOException, InterruptedException {
        long position = 0;
        while (position < length) {
            OptionalLong data = file.nextData(offset + position);
            long next = data.isPresent() ? Math.min(data.getAsLong() - offset, length) : length;
            if (next > position) {
                end(position * 8);
                position = next;
                continue;
            }
            byte[] bytes = file.read(offset + position, (int) Math.min(BUFFER, length - position));
            if (bytes.length == 0) {
                throw DiskFile.truncated(file.path(), offset + length);
            }
            for (int i = 0; i < bytes.length; i++) {
                look(bytes[i], (position + i) * 8);
            }
            position += bytes.length;
        }
        end(Math.min(length * 8, sectors));
    }

    private void look(byte bits, long sector) throws IOException, InterruptedException {
        if (bits == 0) {
            end(sector);
            return;
        }
        for (int bit = 0; bit < 8; bit++) {
            if ((bits >> bit & 1) == 0) {
                end(sector + bit);
            } else if (first < 0) {
                first = sector + bit;
            }
        }
    }

    /** Ends a run, if there is one; bits behind the last sector mean nothing. */
    private void end(long sector) throws IOException, InterruptedException {
        long last = Math.min(sector, sectors);
        if (first >= 0 && first < last) {
            runs.accept(first, last - first);
        }
        first = -1;
    }
}
