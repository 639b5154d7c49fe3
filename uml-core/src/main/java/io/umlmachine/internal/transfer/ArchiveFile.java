package io.umlmachine.internal.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an archive, by their places; reads ahead. Not thread-safe. */
final class ArchiveFile {

    private static final int BUFFER = 64 * 1024;

    private final FileChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long start;

    /**
     * An archive.
     *
     * @param channel the file that it is in, from its beginning on
     * @param length where it ends; the file may be shorter or longer
     */
    ArchiveFile(FileChannel channel, long length) throws IOException {
        this.channel = channel;
        this.length = Math.min(length, channel.size());
    }

    FileChannel channel() {
        return channel;
    }

    long length() {
        return length;
    }

    /** Some bytes; whoever asks for many has made sure that there is an end to them. */
    byte[] bytes(long at, int count) throws IOException {
        byte[] bytes = new byte[requireInside(at, count)];
        for (int done = 0; done < count; ) {
            load(at + done);
            int part = Math.min(buffer.remaining(), count - done);
            buffer.get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    byte byteAt(long at) throws IOException {
        requireInside(at, 1);
        load(at);
        return buffer.get();
    }

    private int requireInside(long at, int count) throws IOException {
        if (at > length - count) {
            throw new DamagedArchiveException("it ends in the middle");
        }
        return count;
    }

    /** Places the buffer at a byte inside the archive. */
    private void load(long at) throws IOException {
        if (at < start || at >= start + buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER, length - at));
            start = at;
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    buffer.limit(0);
                    throw new DamagedArchiveException("it ends in the middle");
                }
            }
            buffer.flip();
        }
        buffer.position((int) (at - start));
    }
}
