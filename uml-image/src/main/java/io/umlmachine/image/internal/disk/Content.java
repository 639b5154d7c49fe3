package io.umlmachine.image.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The contents of a file, wherever they are. */
public interface Content {

    /**
     * A part of a file that may hold other bytes than zeros.
     *
     * @param offset where it begins
     * @param length how long it is, in bytes
     */
    record Extent(long offset, long length) {

        /** Where it ends. */
        public long end() {
            return offset + length;
        }
    }

    /** The size in bytes, holes included. */
    long size();

    /** The parts that are no holes, in order and without overlap. */
    List<Extent> data();

    /**
     * Fills a buffer from a place inside a part.
     *
     * @param offset where to begin; the buffer's bytes are all inside one part
     * @throws IOException if the bytes cannot be read, or are not there any more
     */
    void read(long offset, ByteBuffer target) throws IOException;

    /** What an array holds. Nobody changes it afterwards. */
    static Content of(byte[] bytes) {
        return new BytesContent(bytes);
    }
}
