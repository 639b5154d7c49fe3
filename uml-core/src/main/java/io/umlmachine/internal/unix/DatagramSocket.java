package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A unix datagram socket that has a path. No call of it blocks longer than it is told, and an interrupt does not end one:
 * whoever waits longer waits in slices. For one thread.
 */
public final class DatagramSocket implements AutoCloseable {

    private final Path local;
    private final int descriptor;

    private DatagramSocket(Path local, int descriptor) {
        this.local = local;
        this.descriptor = descriptor;
    }

    /**
     * Makes a socket that speaks with one other, and that no third one can send to.
     *
     * @param local its path, for the replies; a file that is there is removed
     * @param remote the other's path
     * @throws IOException if nobody listens there, or the path cannot be used
     */
    public static DatagramSocket connect(Path local, Path remote) throws IOException {
        byte[] to = UnixAddress.of(remote);
        DatagramSocket socket = open(local);
        try {
            // Before it has a path: from then on the host's kernel takes datagrams for it from this sender only.
            LibC.connect(socket.descriptor, to, to.length);
        } catch (LastErrorException e) {
            socket.close();
            throw new IOException("Cannot reach the socket " + remote + ": " + e.getMessage(), e);
        }
        socket.bind();
        return socket;
    }

    /**
     * Makes a socket that anyone who can reach its path may send to.
     *
     * @param local its path; a file that is there is removed
     * @throws IOException if the path cannot be used
     */
    public static DatagramSocket listen(Path local) throws IOException {
        DatagramSocket socket = open(local);
        socket.bind();
        return socket;
    }

    private static DatagramSocket open(Path local) throws IOException {
        Files.deleteIfExists(local);
        try {
            return new DatagramSocket(local, LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM_CLOEXEC, 0));
        } catch (LastErrorException e) {
            throw new IOException("Cannot make a unix datagram socket: " + e.getMessage(), e);
        }
    }

    private void bind() throws IOException {
        try {
            byte[] from = UnixAddress.of(local);
            LibC.bind(descriptor, from, from.length);
        } catch (IOException e) {
            close();
            throw e;
        } catch (LastErrorException e) {
            close();
            throw new IOException("Cannot make the socket " + local + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sends a datagram to the socket that this one is connected to.
     *
     * @param patience how long to wait for room in the other's queue
     * @return whether it was sent; if not, there was no room
     * @throws IOException if the other is gone
     */
    public boolean send(byte[] datagram, Duration patience) throws IOException {
        try {
            if (!poll(LibC.POLLOUT, patience)) {
                return false;
            }
            LibC.send(descriptor, datagram, datagram.length, LibC.MSG_DONTWAIT);
            return true;
        } catch (LastErrorException e) {
            if (passes(e)) {
                return false;
            }
            throw new IOException("Cannot send from the socket " + local + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes the next datagram.
     *
     * @param limit the most bytes that are kept of it
     * @param patience how long to wait for it
     * @return its bytes, or empty if none came
     */
    public Optional<byte[]> receive(int limit, Duration patience) throws IOException {
        byte[] bytes = new byte[limit];
        try {
            if (!poll(LibC.POLLIN, patience)) {
                return Optional.empty();
            }
            int length = (int) LibC.recv(descriptor, bytes, bytes.length, LibC.MSG_DONTWAIT);
            return Optional.of(Arrays.copyOf(bytes, length));
        } catch (LastErrorException e) {
            if (passes(e)) {
                return Optional.empty();
            }
            throw new IOException("Cannot receive at the socket " + local + ": " + e.getMessage(), e);
        }
    }

    private boolean poll(short event, Duration patience) {
        byte[] poll = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(descriptor)
                .putShort(event)
                .array();
        return LibC.poll(poll, 1, (int) Math.min(Integer.MAX_VALUE, Math.max(0, patience.toMillis()))) > 0;
    }

    /** A signal that the JVM uses for itself, or a queue that filled up in between. */
    private static boolean passes(LastErrorException e) {
        return e.getErrorCode() == LibC.EINTR || e.getErrorCode() == LibC.EAGAIN;
    }

    @Override
    public void close() throws IOException {
        try {
            LibC.close(descriptor);
        } catch (LastErrorException e) {
            throw new IOException("Cannot close the socket " + local + ": " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(local);
        }
    }
}
