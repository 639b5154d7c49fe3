package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that the JDK does not offer, each as its page in section 2 of the manual describes it.
 * Paths are bytes that end with a NUL, so that no character set comes between. Numbers are those of Linux on x86-64 and
 * arm64; where open's flags differ, {@link #isArm} tells. Thread-safe.
 */
public final class LibC {

    public static final int O_RDONLY = 0;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NONBLOCK = 04000;
    public static final int O_NOFOLLOW = isArm() ? 0100000 : 0400000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_TMPFILE = 020000000 | (isArm() ? 040000 : 0200000);

    public static final int SEEK_END = 2;
    public static final int SEEK_DATA = 3;
    public static final int SEEK_HOLE = 4;

    public static final int FALLOC_FL_KEEP_SIZE = 1;
    public static final int FALLOC_FL_PUNCH_HOLE = 2;

    public static final long FICLONE = 0x40049409L;

    public static final int F_OFD_GETLK = 36;
    public static final int F_OFD_SETLK = 37;
    public static final short F_RDLCK = 0;
    public static final short F_WRLCK = 1;

    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_SYMLINK_FOLLOW = 0x400;

    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int EINVAL = 22;

    public static final int EPERM = 1;
    public static final int EBUSY = 16;
    public static final int ENODEV = 19;
    public static final int EADDRINUSE = 98;
    public static final int ECONNREFUSED = 111;

    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    public static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    static final int SOCK_SEQPACKET_CLOEXEC = 5 | 0x80000;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_WAITFORONE = 0x10000;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int SHUT_RDWR = 2;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;
    static final int STATX_BLOCKS = 0x400;

    static {
        JnaLibrary.load();
        Native.register("c");
    }

    private LibC() {}

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /** Memory for functions' arguments, of a size in bytes. */
    public static Memory memory(long size) {
        return new Memory(size);
    }

    public static native int open(byte[] path, int flags, int mode) throws LastErrorException;

    public static native int close(int descriptor) throws LastErrorException;

    public static native long lseek(int descriptor, long offset, int whence) throws LastErrorException;

    public static native int ftruncate(int descriptor, long length) throws LastErrorException;

    public static native long pread(int descriptor, Pointer buffer, long count, long offset) throws LastErrorException;

    public static native long pwrite(int descriptor, Pointer buffer, long count, long offset) throws LastErrorException;

    public static native int fallocate(int descriptor, int mode, long offset, long length) throws LastErrorException;

    public static native int fchmod(int descriptor, int mode) throws LastErrorException;

    public static native int ioctl(int descriptor, long request, int argument) throws LastErrorException;

    public static native int ioctl(int descriptor, long request, byte[] argument) throws LastErrorException;

    public static native int ioctl(int descriptor, long request, Pointer argument) throws LastErrorException;

    public static native int geteuid();

    /** For what the C library has no function for; the arguments are numbers. */
    public static native long syscall(long number, long first, long second, long third) throws LastErrorException;

    public static native int fcntl(int descriptor, int command, byte[] argument) throws LastErrorException;

    public static native int linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags)
            throws LastErrorException;

    public static native long readlink(byte[] path, byte[] target, long length) throws LastErrorException;

    public static native int symlink(byte[] target, byte[] path) throws LastErrorException;

    public static native int truncate(byte[] path, long length) throws LastErrorException;

    /** The times are seconds and nanoseconds of the last access, then of the last change. */
    public static native int utimensat(int directory, byte[] path, long[] times, int flags) throws LastErrorException;

    /** The answer is a {@code struct statx} of 256 bytes. */
    static native int statx(int directory, byte[] path, int flags, int mask, byte[] answer) throws LastErrorException;

    public static native int socket(int domain, int type, int protocol) throws LastErrorException;

    public static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    public static native int connect(int socket, byte[] address, int length) throws LastErrorException;

    public static native int listen(int socket, int backlog) throws LastErrorException;

    public static native int getsockopt(int socket, int level, int option, byte[] value, int[] length)
            throws LastErrorException;

    static native long send(int socket, byte[] bytes, long length, int flags) throws LastErrorException;

    static native long recv(int socket, byte[] bytes, long length, int flags) throws LastErrorException;

    static native int accept4(int socket, Pointer address, Pointer length, int flags) throws LastErrorException;

    /** Ends reading and writing, and wakes who waits for either. */
    static native int shutdown(int socket, int how) throws LastErrorException;

    static native int socketpair(int domain, int type, int protocol, int[] sockets) throws LastErrorException;

    /** For many packets: throws nothing, -1 and {@link Native#getLastError} tell. */
    static native long send(int socket, Pointer bytes, long length, int flags);

    /** For many packets: throws nothing, -1 and {@link Native#getLastError} tell. */
    static native long recv(int socket, Pointer bytes, long length, int flags);

    /** For many packets: throws nothing, -1 and {@link Native#getLastError} tell. */
    static native int recvmmsg(int socket, Pointer headers, int count, int flags, @Nullable Pointer timeout);

    /** For many packets: throws nothing, -1 and {@link Native#getLastError} tell. */
    static native int sendmmsg(int socket, Pointer headers, int count, int flags);

    /** The descriptors are eight bytes each: descriptor, events, events that came. */
    static native int poll(byte[] descriptors, long count, int milliseconds) throws LastErrorException;
}
