package io.umlmachine.internal.mconsole;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A datagram socket that does what a kernel does, and what none should: it answers to whoever asked, or to any path. One
 * thread receives.
 */
final class Peer implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ADDRESS = 110;

    static {
        Native.register("c");
    }

    private final int descriptor;

    /** Held while one waits for a request: a number that was closed meanwhile may be another's descriptor already. */
    private final Object receiving = new Object();

    private boolean closed;

    Peer(Path path) {
        descriptor = socket(AF_UNIX, SOCK_DGRAM, 0);
        byte[] address = address(path);
        bind(descriptor, address, address.length);
    }

    private static native int socket(int domain, int type, int protocol);

    private static native int bind(int socket, byte[] address, int length);

    private static native long recvfrom(
            int socket, byte[] bytes, long length, int flags, byte[] address, int[] addressLength);

    private static native long sendto(
            int socket, byte[] bytes, long length, int flags, byte[] address, int addressLength);

    private static native int close(int descriptor);

    private static native int shutdown(int socket, int how);

    private static byte[] address(Path path) {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + bytes.length + 1)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put(bytes)
                .array();
    }

    /** Waits for a request; returns the address that it came from. Empty once the peer is closed. */
    byte[] awaitRequest() {
        byte[] from = new byte[ADDRESS];
        int[] length = {ADDRESS};
        synchronized (receiving) {
            if (isClosed()) {
                return new byte[0];
            }
            long received = recvfrom(descriptor, new byte[1024], 1024, 0, from, length);
            return received <= 0 ? new byte[0] : Arrays.copyOf(from, length[0]);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Whether somebody got it. */
    synchronized boolean send(byte[] to, byte[] datagram) {
        return !closed && sendto(descriptor, datagram, datagram.length, MSG_DONTWAIT, to, to.length) >= 0;
    }

    /** Whether somebody got it. */
    boolean send(Path to, byte[] datagram) {
        return send(address(to), datagram);
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        // Whoever waits for a request gets none.
        shutdown(descriptor, 2);
        synchronized (receiving) {
            synchronized (this) {
                closed = true;
                close(descriptor);
            }
        }
    }
}
