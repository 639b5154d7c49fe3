package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The space that a file takes of its file system, which for a sparse file is less than its length. Thread-safe. */
public final class AllocatedSize {

    private static final int ANSWER = 256;

    /** Where {@code stx_blocks} is in a {@code struct statx}, which is the same on every architecture; see statx(2). */
    private static final int BLOCKS = 48;

    /** The unit of {@code stx_blocks}, whatever the file system's own is. */
    private static final int BLOCK_SIZE = 512;

    private AllocatedSize() {}

    /**
     * Asks for one file; a symbolic link is followed, one of {@code /proc/PID/fd} to a deleted file too.
     *
     * @return bytes
     * @throws IOException if there is no such file, or it may not be looked at
     */
    public static long of(Path file) throws IOException {
        byte[] answer = new byte[ANSWER];
        try {
            LibC.statx(LibC.AT_FDCWD, PathBytes.terminated(file.toAbsolutePath()), 0, LibC.STATX_BLOCKS, answer);
        } catch (LastErrorException e) {
            throw new IOException("Cannot look at " + file + ": " + e.getMessage(), e);
        }
        return ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getLong(BLOCKS) * BLOCK_SIZE;
    }
}
