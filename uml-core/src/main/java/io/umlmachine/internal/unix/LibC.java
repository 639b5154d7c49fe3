package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * The functions of the C library that are used here; see socket(2), unix(7), poll(2), statx(2). Their numbers are those of
 * Linux on every architecture. Thread-safe.
 */
final class LibC {

    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    static final int MSG_DONTWAIT = 0x40;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int AT_FDCWD = -100;
    static final int STATX_BLOCKS = 0x400;

    static {
        Native.register("c");
    }

    private LibC() {}

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    static native int connect(int socket, byte[] address, int length) throws LastErrorException;

    static native long send(int socket, byte[] bytes, long length, int flags) throws LastErrorException;

    static native long recv(int socket, byte[] bytes, long length, int flags) throws LastErrorException;

    /** The descriptors are eight bytes each: descriptor, events, events that came. */
    static native int poll(byte[] descriptors, long count, int milliseconds) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    /** The path ends with a NUL byte; the answer is a {@code struct statx} of 256 bytes. */
    static native int statx(int directory, byte[] path, int flags, int mask, byte[] answer) throws LastErrorException;
}
