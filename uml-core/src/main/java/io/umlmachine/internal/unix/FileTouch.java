package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;

/**
 * Sets the time of a file to now, by its path: the JDK does it by a descriptor, whose closing drops the locks that this
 * process has on the file. Thread-safe.
 */
public final class FileTouch {

    /** Stands for the present, in the place of nanoseconds; see utimensat(2). */
    private static final long UTIME_NOW = (1L << 30) - 1;

    private FileTouch() {}

    /**
     * Sets the times of the last access and the last change.
     *
     * @return false if it cannot, such as for a file that is gone or someone else's
     */
    public static boolean now(Path file) {
        try {
            LibC.utimensat(LibC.AT_FDCWD, PathBytes.terminated(file), new long[] {0, UTIME_NOW, 0, UTIME_NOW}, 0);
            return true;
        } catch (LastErrorException e) {
            return false;
        }
    }
}
