package io.umlmachine.net.internal.slirp;

import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.unix.PacketBatch;
import io.umlmachine.internal.unix.PacketListener;
import io.umlmachine.internal.unix.PacketSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a guest's kernel connects, again whenever its link goes up, and from where its frames go on to whoever is the
 * uplink then. Frames for a guest whose link is down are lost. Thread-safe.
 */
final class GuestPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuestPort.class);

    /** Takes frames; may wait for room. */
    @FunctionalInterface
    interface Uplink {
        void send(PacketBatch frames, int from, int to);
    }

    /** Says which frames of the guest go on. */
    @FunctionalInterface
    interface Admission {
        boolean admits(PacketBatch frames, int frame);
    }

    private final PacketListener listener;
    private final Admission admission;
    private final PacketBatch frames;
    private final Thread thread;

    /** Held while the guest's socket is used for sending, and to close it. */
    private final Object sending = new Object();

    private volatile @Nullable PacketSocket guest;
    private volatile Uplink uplink = (frames, from, to) -> {};
    private volatile boolean ending;

    private GuestPort(PacketListener listener, int frameLimit, Admission admission) {
        this.listener = listener;
        this.admission = admission;
        this.frames = Frames.batch(frameLimit);
        this.thread = new Thread(this::run, "uml-slirp-guest");
        thread.setDaemon(true);
    }

    /**
     * Listens.
     *
     * @param path where the kernel connects
     * @param frameLimit the longest frame
     * @param admission says which frames of the guest go on, one by one
     * @throws IOException if the path cannot be used
     */
    static GuestPort listen(Path path, int frameLimit, Admission admission) throws IOException {
        GuestPort port = new GuestPort(PacketListener.listen(path), frameLimit, admission);
        port.thread.start();
        return port;
    }

    /** Lets frames go there from now on. */
    void connect(Uplink next) {
        uplink = next;
    }

    /** Gives the guest frames, and waits until it has room for them. */
    void deliver(PacketBatch batch, int from, int to) {
        synchronized (sending) {
            PacketSocket socket = guest;
            if (socket != null) {
                socket.put(batch, from, to);
            }
        }
    }

    private void run() {
        try {
            while (!ending) {
                Optional<PacketSocket> next = listener.await();
                if (next.isPresent()) {
                    serve(next.get());
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("A guest can no longer be connected to its network", e);
        }
    }

    private void serve(PacketSocket socket) {
        guest = socket;
        try {
            // Whoever ends the port sees the socket, or this sees the end.
            if (!ending) {
                pass(socket);
            }
        } finally {
            synchronized (sending) {
                guest = null;
                socket.close();
            }
        }
    }

    private void pass(PacketSocket socket) {
        while (socket.await(frames) != PacketSocket.ENDED) {
            Frames.forEachRun(frames, admission, uplink);
        }
    }

    /** Ends it and the guest's connection, and waits until they are gone. An interrupt is kept. */
    @Override
    public void close() throws IOException {
        ending = true;
        listener.shutDown();
        PacketSocket socket = guest;
        if (socket != null) {
            socket.shutDown();
        }
        Interrupts.join(thread);
        listener.close();
        frames.close();
    }
}
