package io.umlmachine.internal.mconsole;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** A unix datagram socket between two paths. For one thread. */
final class DatagramSocket implements AutoCloseable {

    /** The longest path of a socket, unix(7), without its NUL. */
    private static final int PATH_LIMIT = 107;

    /** How often a wait looks whether its thread was interrupted, which a system call does not notice. */
    private static final int SLICE_MILLISECONDS = 100;

    private final Path local;
    private final int descriptor;

    private DatagramSocket(Path local, int descriptor) {
        this.local = local;
        this.descriptor = descriptor;
    }

    /** Binds a socket, for the replies, and connects it. */
    static DatagramSocket open(Path local, Path remote) throws IOException {
        byte[] from = address(local);
        byte[] to = address(remote);
        Files.deleteIfExists(local);
        try {
            DatagramSocket socket = new DatagramSocket(local, LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM_CLOEXEC, 0));
            try {
                LibC.bind(socket.descriptor, from, from.length);
                LibC.connect(socket.descriptor, to, to.length);
                return socket;
            } catch (LastErrorException e) {
                socket.close();
                throw e;
            }
        } catch (LastErrorException e) {
            throw new IOException("Cannot reach the socket " + remote + ": " + e.getMessage(), e);
        }
    }

    private static byte[] address(Path path) throws IOException {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PATH_LIMIT) {
            throw new IOException("The path of a socket takes at most " + PATH_LIMIT + " bytes: " + path);
        }
        return ByteBuffer.allocate(2 + bytes.length + 1)
                .order(ByteOrder.nativeOrder())
                .putShort((short) LibC.AF_UNIX)
                .put(bytes)
                .array();
    }

    void send(byte[] datagram) throws IOException {
        try {
            LibC.send(descriptor, datagram, datagram.length, 0);
        } catch (LastErrorException e) {
            throw new IOException("Cannot send to the management console: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for a datagram.
     *
     * @param limit the most bytes that are kept of it
     * @throws SocketTimeoutException if none came in time
     */
    byte[] receive(int limit, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] bytes = new byte[limit];
        try {
            while (!isReadable()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (System.nanoTime() > deadline) {
                    throw new SocketTimeoutException(
                            "The management console did not answer within " + timeout.toMillis() + " ms");
                }
            }
            int length = (int) LibC.recv(descriptor, bytes, bytes.length, 0);
            return Arrays.copyOf(bytes, length);
        } catch (LastErrorException e) {
            throw new IOException("Cannot receive from the management console: " + e.getMessage(), e);
        }
    }

    private boolean isReadable() {
        byte[] poll = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(descriptor)
                .putShort(LibC.POLLIN)
                .array();
        return LibC.poll(poll, 1, SLICE_MILLISECONDS) > 0;
    }

    @Override
    public void close() throws IOException {
        try {
            LibC.close(descriptor);
        } finally {
            Files.deleteIfExists(local);
        }
    }
}
