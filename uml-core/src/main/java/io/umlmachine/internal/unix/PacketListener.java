package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A path at which sockets of packets are connected to; it is removed at the end. Only calls that say so wait.
 * For one thread, but any may shut it down.
 */
public final class PacketListener implements Pollable, AutoCloseable {

    private static final int BACKLOG = 4;

    private final Path path;
    private final int descriptor;
    private boolean closed;

    private PacketListener(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Listens.
     *
     * @param path a socket's; a file that is there is removed
     * @throws IOException if the path cannot be used
     */
    public static PacketListener listen(Path path) throws IOException {
        byte[] address = UnixAddress.of(path);
        Files.deleteIfExists(path);
        try {
            int socket = LibC.socket(LibC.AF_UNIX, LibC.SOCK_SEQPACKET_CLOEXEC | LibC.O_NONBLOCK, 0);
            PacketListener listener = new PacketListener(path, socket);
            try {
                LibC.bind(socket, address, address.length);
                LibC.listen(socket, BACKLOG);
                return listener;
            } catch (LastErrorException e) {
                listener.close();
                throw e;
            }
        } catch (LastErrorException e) {
            throw new IOException("Cannot listen at the socket " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    /** The next one that has connected, if there is one. */
    public Optional<PacketSocket> accept() {
        try {
            return Optional.of(new PacketSocket(LibC.accept4(descriptor, Pointer.NULL, Pointer.NULL, LibC.O_CLOEXEC)));
        } catch (LastErrorException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits until one connects, whatever interrupts there are; {@link #shutDown} ends the wait.
     *
     * @return the connection, or empty if it was only on its way
     * @throws IOException if it cannot be waited for
     */
    public Optional<PacketSocket> await() throws IOException {
        new PollSet(List.of(this)).await();
        return accept();
    }

    /** Ends every wait; nobody can connect any more. It is still to be closed. */
    public synchronized void shutDown() {
        if (!closed) {
            Descriptors.shutDown(descriptor);
        }
    }

    /** Ends it, once, and removes the path. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            Descriptors.close(descriptor);
            Files.deleteIfExists(path);
        }
    }
}
