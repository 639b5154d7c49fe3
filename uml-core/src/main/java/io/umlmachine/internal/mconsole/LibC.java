package io.umlmachine.internal.mconsole;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/** The functions of the C library that unix datagrams need; see socket(2), unix(7), poll(2). Thread-safe. */
final class LibC {

    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    static final short POLLIN = 1;

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
}
