package io.umlmachine.internal.mconsole;

import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import io.umlmachine.internal.unix.DatagramSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of one kernel's management console. Thread-safe.
 *
 * <p>Each request has a socket of its own, which exists as long as it waits: an answer that comes too late finds nobody,
 * and cannot be taken for the answer to the next request.
 */
public final class Mconsole {

    /** How long a request waits for its whole answer unless it is told. Kernels answer within milliseconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration END_PATIENCE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Mconsole.class);

    /** Numbers the sockets of all clients of this program: two may have the same prefix. */
    private static final AtomicLong SOCKETS = new AtomicLong();

    private final Path local;
    private final Path remote;
    private volatile BooleanSupplier gone;
    private final PauseGate gate = new PauseGate(this);

    /**
     * A client; it connects for each request.
     *
     * @param local where its own sockets go: a path that gets a number for each
     * @param remote the kernel's socket
     */
    public Mconsole(Path local, Path remote) {
        this(local, remote, () -> false);
    }

    /** From now on it asks whether there is no kernel any more to wait for. */
    public void endWhen(BooleanSupplier gone) {
        this.gone = gone;
    }

    /**
     * A client that knows when the kernel has ended.
     *
     * @param local where its own sockets go: a path that gets a number for each
     * @param remote the kernel's socket
     * @param gone whether there is no kernel any more to wait for
     */
    public Mconsole(Path local, Path remote, BooleanSupplier gone) {
        this.local = local;
        this.remote = remote;
        this.gone = gone;
    }

    /**
     * Takes a disk from the machine; nothing in the guest may have it open.
     *
     * @throws IOException if the kernel refuses, with its words
     */
    public void unplug(char letter) throws IOException, InterruptedException {
        request("remove ubd" + letter);
    }

    /** Whether the machine was paused through this client, and not resumed. */
    public boolean isPaused() {
        return gate.isPaused();
    }

    /** Lets the kernel go on, whoever paused it, so that it can end; a failure does not matter, and an interrupt is kept. */
    public void resumeForEnd() {
        Interrupts.defer(() -> {
            try {
                send("go", END_PATIENCE);
            } catch (MconsoleException e) {
                LOG.debug("{}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Pauses and resumes the machine. */
    PauseGate gate() {
        return gate;
    }

    /** Throws if there is no kernel any more to wait for. */
    void requireKernel() throws MconsoleException {
        if (gone.getAsBoolean()) {
            throw new MconsoleException(Kind.GONE, "The kernel has ended", "");
        }
    }

    /** Sends a command and waits for the whole reply, for {@link #PATIENCE} at most; once the machine runs, if it must. */
    public String request(String command) throws MconsoleException, InterruptedException {
        return PauseGate.isForRunning(command)
                ? gate.onceRunning(() -> send(command, PATIENCE))
                : send(command, PATIENCE);
    }

    /**
     * Sends a command, whatever it may do, and waits for the whole reply.
     *
     * @param command the command with its arguments
     * @param timeout how long that may take
     * @return the reply's text
     * @throws MconsoleException if the kernel refuses, does not answer in time, ends, or something else answers
     */
    String send(String command, Duration timeout) throws MconsoleException, InterruptedException {
        byte[] request = Packets.request(command);
        Exchange exchange = new Exchange(command, timeout, gone);
        Path path = local.resolveSibling(
                local.getFileName() + "-" + Long.toString(SOCKETS.incrementAndGet(), Character.MAX_RADIX));
        try (DatagramSocket socket = DatagramSocket.connect(path, remote)) {
            return exchange.run(socket, request);
        } catch (MconsoleException e) {
            throw e;
        } catch (IOException e) {
            throw new MconsoleException(
                    gone.getAsBoolean() ? Kind.GONE : Kind.UNREACHABLE,
                    "Cannot ask the management console for '" + command + "': " + e.getMessage(),
                    e);
        }
    }
}
