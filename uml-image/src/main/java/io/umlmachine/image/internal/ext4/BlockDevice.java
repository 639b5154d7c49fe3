package io.umlmachine.image.internal.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where blocks are written to. */
@FunctionalInterface
interface BlockDevice {

    /** A device that keeps nothing, to find out how much would be written. */
    BlockDevice NONE = (block, bytes) -> bytes.position(bytes.limit());

    /** Writes the rest of a buffer from the beginning of a block on. */
    void write(long block, ByteBuffer bytes) throws IOException;
}
