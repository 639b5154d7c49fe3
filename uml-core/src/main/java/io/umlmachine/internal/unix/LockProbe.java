package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tells whether a file is locked without locking it, so that nobody who wants it for a moment finds it taken. Thread-safe. */
public final class LockProbe {

    /** {@code struct flock}: type, whence, 4 bytes of padding, start, length, pid and padding. */
    private static final int FLOCK_SIZE = 32;

    private static final short F_UNLCK = 2;

    private LockProbe() {}

    /**
     * Whether any process has a lock, shared or not, on any part of a file. This process must have none: closing the
     * descriptor that the question takes would drop it, by the rules of POSIX.
     *
     * @param file a file that can be read
     * @throws NoSuchFileException if it is not there
     * @throws IOException if it cannot be read
     */
    public static boolean isLocked(Path file) throws IOException {
        byte[] flock = ByteBuffer.allocate(FLOCK_SIZE)
                .order(ByteOrder.nativeOrder())
                .putShort(LibC.F_WRLCK)
                .array();
        try {
            int descriptor = LibC.open(PathBytes.terminated(file), LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
            try {
                LibC.fcntl(descriptor, LibC.F_OFD_GETLK, flock);
            } finally {
                LibC.close(descriptor);
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.ENOENT) {
                throw new NoSuchFileException(file.toString());
            }
            throw new IOException("Cannot ask for the locks of " + file + ": " + e.getMessage(), e);
        }
        return ByteBuffer.wrap(flock).order(ByteOrder.nativeOrder()).getShort() != F_UNLCK;
    }
}
