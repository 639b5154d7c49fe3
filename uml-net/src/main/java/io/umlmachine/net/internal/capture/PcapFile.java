package io.umlmachine.net.internal.capture;

import io.umlmachine.ByteSize;
import io.umlmachine.net.CaptureOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A file of the classic pcap format, which is a header and then a record for each packet. Numbers are those of the IETF's
 * draft-ietf-opsawg-pcap, sections 4 and 5. For one thread, but for its numbers.
 */
final class PcapFile implements AutoCloseable {

    static final int HEADER = 24;
    static final int RECORD_HEADER = 16;

    /** Says that times are in nanoseconds; the byte order of the rest can be told by it. */
    static final int MAGIC = 0xa1b23c4d;

    private static final short MAJOR = 2;
    private static final short MINOR = 4;
    private static final int ETHERNET = 1;

    /** What is written at once, if that much waits. */
    private static final int BATCH = 64 * 1024;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FileChannel channel;
    private final int snapLength;
    private final long limit;
    private final ByteBuffer batch;
    private int batched;
    private volatile long size;
    private volatile long packets;
    private volatile boolean full;

    private PcapFile(FileChannel channel, CaptureOptions options) {
        this.channel = channel;
        this.snapLength = (int) options.snapLength().bytes();
        this.limit = options.limit().bytes();
        this.batch =
                ByteBuffer.allocateDirect(BATCH + RECORD_HEADER + snapLength).order(ByteOrder.nativeOrder());
    }

    /** Makes one, or replaces one that is there. */
    static PcapFile create(Path path, CaptureOptions options) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        PcapFile file = new PcapFile(channel, options);
        try {
            file.batch
                    .putInt(MAGIC)
                    .putShort(MAJOR)
                    .putShort(MINOR)
                    .putInt(0)
                    .putInt(0)
                    .putInt(file.snapLength)
                    .putInt(ETHERNET);
            file.flush();
            return file;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Adds a packet, of which the file keeps as much as it does of any. It is in the file after the next {@link #flush} at
     * the latest.
     *
     * @param nanos its time, since the epoch
     * @param packet its bytes, or the first of them
     * @param length how many bytes there are
     * @param originalLength how long the packet was
     * @return false if the file has its largest size, and gets no more
     */
    boolean append(long nanos, byte[] packet, int length, int originalLength) throws IOException {
        int kept = Math.min(length, snapLength);
        if (full || size + batch.position() + RECORD_HEADER + kept > limit) {
            full = true;
            return false;
        }
        batch.putInt((int) Math.floorDiv(nanos, SECOND))
                .putInt((int) Math.floorMod(nanos, SECOND))
                .putInt(kept)
                .putInt(originalLength)
                .put(packet, 0, kept);
        batched++;
        if (batch.position() >= BATCH) {
            flush();
        }
        return true;
    }

    /** Writes what waits, in whole packets. */
    void flush() throws IOException {
        if (batch.position() == 0) {
            return;
        }
        batch.flip();
        try {
            int length = batch.remaining();
            while (batch.hasRemaining()) {
                channel.write(batch);
            }
            size += length;
            packets += batched;
        } catch (IOException e) {
            if (channel.isOpen()) {
                // A full disk may have taken a part of a packet.
                channel.truncate(size);
            }
            throw e;
        } finally {
            batch.clear();
            batched = 0;
        }
    }

    /** Thread-safe. */
    long packets() {
        return packets;
    }

    /** Its size. Thread-safe. */
    ByteSize size() {
        return new ByteSize(size);
    }

    /** Whether a packet did not fit any more. Thread-safe. */
    boolean isFull() {
        return full;
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel.isOpen()) {
                flush();
            }
        } finally {
            channel.close();
        }
    }
}
