package io.umlmachine.internal.transfer;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * The functions of the C library that copying needs and the JDK lacks. Paths are bytes that end with a zero, so that no
 * character set comes between. Numbers are those of x86-64 Linux. Thread-safe.
 */
final class LibC {

    static final int O_NONBLOCK_NOFOLLOW_CLOEXEC = 0x800 | 0x20000 | 0x80000;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;
    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int ENXIO = 6;
    static final int EINVAL = 22;

    static {
        Native.register("c");
    }

    private LibC() {}

    static native int open(byte[] path, int flags) throws LastErrorException;

    static native long lseek(int descriptor, long offset, int whence) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    static native long readlink(byte[] path, byte[] target, long length) throws LastErrorException;

    static native int symlink(byte[] target, byte[] path) throws LastErrorException;

    static native int truncate(byte[] path, long length) throws LastErrorException;

    /** The times are seconds and nanoseconds of the last access, then of the last change. */
    static native int utimensat(int directory, byte[] path, long[] times, int flags) throws LastErrorException;
}
