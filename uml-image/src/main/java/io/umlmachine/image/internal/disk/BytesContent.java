package io.umlmachine.image.internal.disk;

import java.nio.ByteBuffer;
import java.util.List;

/** Contents in memory. */
record BytesContent(byte[] bytes) implements Content {

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public List<Extent> data() {
        return bytes.length == 0 ? List.of() : List.of(new Extent(0, bytes.length));
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        target.put(bytes, (int) offset, target.remaining());
    }
}
