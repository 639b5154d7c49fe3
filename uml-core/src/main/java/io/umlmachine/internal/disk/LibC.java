package io.umlmachine.internal.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The functions of the C library that sparse files need and the JDK does not offer; see open(2), lseek(2), fallocate(2),
 * ioctl_ficlone(2), fcntl(2), link(2). The numbers are those of Linux on x86-64 and arm64, except where open's flags
 * differ, which {@link #isArm} tells. Thread-safe.
 */
final class LibC {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_CLOEXEC = 02000000;
    static final int O_TMPFILE = 020000000 | (isArm() ? 040000 : 0200000);

    static final int SEEK_END = 2;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;

    static final int FALLOC_FL_KEEP_SIZE = 1;
    static final int FALLOC_FL_PUNCH_HOLE = 2;

    static final long FICLONE = 0x40049409L;

    static final int F_OFD_SETLK = 37;
    static final short F_RDLCK = 0;
    static final short F_WRLCK = 1;

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_FOLLOW = 0x400;

    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;

    static {
        Native.register("c");
    }

    private LibC() {}

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    static native int open(byte[] path, int flags, int mode) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    static native long lseek(int descriptor, long offset, int whence) throws LastErrorException;

    static native int ftruncate(int descriptor, long length) throws LastErrorException;

    static native long pread(int descriptor, Pointer buffer, long count, long offset) throws LastErrorException;

    static native long pwrite(int descriptor, Pointer buffer, long count, long offset) throws LastErrorException;

    static native int fallocate(int descriptor, int mode, long offset, long length) throws LastErrorException;

    static native int fchmod(int descriptor, int mode) throws LastErrorException;

    static native int ioctl(int descriptor, long request, int argument) throws LastErrorException;

    static native int fcntl(int descriptor, int command, byte[] argument) throws LastErrorException;

    static native int linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags)
            throws LastErrorException;
}
