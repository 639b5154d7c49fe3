package io.umlmachine.net.internal.slirp;

import io.umlmachine.NetworkHost;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.unix.PacketBatch;
import io.umlmachine.internal.unix.PacketSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One {@code slirp4netns} that runs, and the connection to it: it takes this program for a guest's kernel. Thread-safe.
 */
final class SlirpHelper implements AutoCloseable {

    private final NetworkHost.Helper process;
    private final PacketSocket socket;
    private final SlirpApi api;
    private final PacketBatch frames;
    private final Thread thread;

    /** Held while something is sent, and to close the socket. */
    private final Object sending = new Object();

    private volatile boolean ending;
    private boolean closed;

    private SlirpHelper(
            NetworkHost.Helper process,
            PacketSocket socket,
            Path apiSocket,
            int frameLimit,
            GuestPort port,
            Consumer<SlirpHelper> onEnd) {
        this.process = process;
        this.socket = socket;
        this.api = new SlirpApi(apiSocket, process::isAlive);
        this.frames = Frames.batch(frameLimit);
        this.thread = new Thread(() -> run(port, onEnd), "uml-slirp-helper");
        thread.setDaemon(true);
    }

    /**
     * Starts one, and connects it with a guest's port.
     *
     * @param host what the machine offers
     * @param program the program
     * @param config what it shall do
     * @param port the guest's
     * @param onEnd gets it if it ends by itself, or its connection does, on a thread that {@link #close} waits for
     * @throws IOException if it does not start, with its words
     */
    static SlirpHelper start(
            NetworkHost host, Path program, SlirpConfig config, GuestPort port, Consumer<SlirpHelper> onEnd)
            throws IOException, InterruptedException {
        Path frames = host.directory().resolve("frames");
        Path api = host.directory().resolve("api");
        // Of the one before.
        Files.deleteIfExists(frames);
        Files.deleteIfExists(api);
        NetworkHost.Helper process = SlirpProcess.start(host, command(program, config, frames, api));
        try {
            SlirpHelper helper =
                    new SlirpHelper(process, PacketSocket.connect(frames), api, config.frameLimit(), port, onEnd);
            helper.thread.start();
            port.connect(helper::send);
            return helper;
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static List<String> command(Path program, SlirpConfig config, Path frames, Path api) {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "--target-type=bess", "--api-socket=" + api, "--mtu=" + config.mtu()));
        if (config.isolateHost()) {
            command.add("--disable-host-loopback");
        }
        if (!config.usesHostsNameserver()) {
            command.add("--disable-dns");
        }
        command.add(frames.toString());
        return command;
    }

    SlirpApi api() {
        return api;
    }

    private void send(PacketBatch batch, int from, int to) {
        synchronized (sending) {
            if (!closed) {
                socket.put(batch, from, to);
            }
        }
    }

    private void run(GuestPort port, Consumer<SlirpHelper> onEnd) {
        try {
            while (socket.await(frames) != PacketSocket.ENDED) {
                Frames.forEachRun(frames, (batch, frame) -> true, port::deliver);
            }
        } finally {
            if (!ending) {
                onEnd.accept(this);
            }
        }
    }

    /** Ends it, and waits until it is gone. An interrupt is kept. */
    @Override
    public void close() {
        ending = true;
        process.close();
        socket.shutDown();
        Interrupts.join(thread);
        synchronized (sending) {
            closed = true;
            socket.close();
        }
        frames.close();
    }
}
