package io.umlmachine.internal.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Copies ranges of files: holes become holes, and the rest is copied by the kernel where the two file systems let it.
 * For one thread.
 */
final class RangeCopy implements AutoCloseable {

    /** As much as is copied before the next look whether to stop. */
    private static final long STEP = 16L << 20;

    /** Where the kernel cannot copy by itself, measured: larger is no faster. */
    private static final int BUFFER = 1 << 20;

    private final Checkpoint checkpoint;
    private final Memory buffer = new Memory(BUFFER);
    private boolean kernelCopies = true;

    /** What is asked again and again: whether to go on. */
    interface Checkpoint {

        /** Stops if the thread is interrupted. */
        Checkpoint INTERRUPTIBLE = () -> {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while copying a disk");
            }
        };

        void pass() throws InterruptedException;
    }

    RangeCopy(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Copies a whole file into a new and empty one. */
    void copyAll(DiskFile from, DiskFile to) throws IOException, InterruptedException {
        if (!to.reflink(from)) {
            long size = from.size();
            to.truncate(size);
            copy(from, 0, to, 0, size, false);
        }
    }

    /**
     * Copies a range.
     *
     * @param clear whether what is a hole in the source must become one in the target, which may hold something there
     * @throws IOException if the source ends too early, or on any other failure
     */
    void copy(DiskFile from, long fromOffset, DiskFile to, long toOffset, long length, boolean clear)
            throws IOException, InterruptedException {
        long done = 0;
        while (done < length) {
            checkpoint.pass();
            OptionalLong next = from.nextData(fromOffset + done);
            long data = next.isPresent() ? Math.min(next.getAsLong() - fromOffset, length) : length;
            if (data > done) {
                if (clear) {
                    to.clear(toOffset + done, data - done);
                }
                done = data;
                continue;
            }
            long end = Math.min(from.nextHole(fromOffset + done) - fromOffset, length);
            copyData(from, fromOffset + done, to, toOffset + done, end - done);
            done = end;
        }
    }

    private void copyData(DiskFile from, long fromOffset, DiskFile to, long toOffset, long length)
            throws IOException, InterruptedException {
        long done = 0;
        while (done < length) {
            checkpoint.pass();
            long step = Math.min(length - done, STEP);
            long copied = kernelCopies
                    ? copyByKernel(from, fromOffset + done, to, toOffset + done, step)
                    : copyByBuffer(from, fromOffset + done, to, toOffset + done, step);
            if (copied == 0 && kernelCopies) {
                // Some file systems say so when they cannot copy.
                kernelCopies = false;
            } else if (copied == 0) {
                throw DiskFile.truncated(from.path(), fromOffset + length);
            }
            done += copied;
        }
    }

    /** Returns 0 if the kernel cannot, at the end of the file too. */
    private static long copyByKernel(DiskFile from, long fromOffset, DiskFile to, long toOffset, long length) {
        try {
            return LibC.copy_file_range(
                    from.descriptor(), new long[] {fromOffset}, to.descriptor(), new long[] {toOffset}, length, 0);
        } catch (LastErrorException e) {
            // Between file systems, most often. An error of the disk comes again when the bytes are read.
            return 0;
        }
    }

    private long copyByBuffer(DiskFile from, long fromOffset, DiskFile to, long toOffset, long length)
            throws IOException {
        int read = from.read(fromOffset, buffer, (int) Math.min(length, BUFFER));
        to.write(toOffset, buffer, read);
        return read;
    }

    @Override
    public void close() {
        buffer.close();
    }
}
