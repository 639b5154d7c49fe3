package io.umlmachine.net.internal.slirp;

import io.umlmachine.GuestInterface;
import io.umlmachine.Network.Attachment;
import io.umlmachine.NetworkHost;
import io.umlmachine.PortForward;
import io.umlmachine.internal.host.Closing;
import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's side of one machine's slirp network. A slirp4netns that ends by itself, or that somebody kills, is replaced by
 * another one, of which the guest notices no more than that its connections break. Thread-safe.
 */
public final class SlirpAttachment implements Attachment {

    private static final Logger LOG = LoggerFactory.getLogger(SlirpAttachment.class);

    /** One that did not live as long as this is replaced only so often. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(10);

    private static final int SHORT_LIVES = 3;

    private final SlirpConfig config;
    private final NetworkHost host;
    private final Path program;
    private final Path socket;
    private final GuestInterface guest;
    private final Map<String, String> environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Forwards forwards = new Forwards();

    private @Nullable GuestPort port;
    private @Nullable SlirpHelper helper;
    private long helperStarted;
    private int shortLives;
    private boolean closed;
    private volatile List<PortForward> forwarded = List.of();
    private volatile @Nullable Thread recovery;

    private SlirpAttachment(SlirpConfig config, NetworkHost host, Path program) {
        this.config = config;
        this.host = host;
        this.program = program;
        this.socket = host.directory().resolve("slirp");
        this.guest = config.guest(HostResolver.now());
        this.environment = GuestProxy.variables(config);
    }

    /** Starts it; the ports are forwarded when this returns. */
    public static SlirpAttachment attach(SlirpConfig config, NetworkHost host)
            throws IOException, InterruptedException {
        SlirpAttachment attachment = new SlirpAttachment(config, host, SlirpProgram.locate());
        return Closing.onFailure(attachment::close, () -> {
            config.forwards().forEach(config::requireAnswers);
            attachment.start();
            for (PortForward wish : config.forwards()) {
                attachment.forward(wish);
            }
            return attachment;
        });
    }

    @Override
    public List<String> kernelArguments() {
        // The kernel takes an MTU up to the one that its device was made with.
        return List.of(guest.name() + ":transport=bess,dst=" + socket + ",mtu=" + config.mtu());
    }

    @Override
    public Optional<GuestInterface> guestInterface() {
        return Optional.of(guest);
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    private void start() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            GuestPort opened = GuestPort.listen(
                    socket, config.frameLimit(), config.isolateHost() ? new LoopbackGuard() : (frames, frame) -> true);
            port = opened;
            startHelper(opened);
        } finally {
            lock.unlock();
        }
    }

    private void startHelper(GuestPort opened) throws IOException, InterruptedException {
        SlirpHelper started = SlirpHelper.start(host, program, config, opened, this::onHelperEnd);
        helper = started;
        helperStarted = System.nanoTime();
        Interrupts.heed(() -> {
            forwards.move(started.api());
            return started;
        });
    }

    private void stop() {
        lock.lock();
        try {
            // First what a helper's thread may wait for.
            if (port != null) {
                port.close();
                port = null;
            }
        } catch (IOException e) {
            LOG.debug("The directory of the machine will take the socket with it", e);
        } finally {
            stopHelper();
            lock.unlock();
        }
    }

    private void stopHelper() {
        if (helper != null) {
            helper.close();
            helper = null;
            forwards.interrupt();
        }
    }

    @Override
    public void suspend() {
        breakOffRecovery();
        Interrupts.defer(this::stop);
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        boolean resumed = false;
        try {
            shortLives = 0;
            start();
            resumed = true;
        } finally {
            if (!resumed) {
                suspend();
            }
        }
    }

    /** On the helper's own thread, for whose end its closing waits. */
    private void onHelperEnd(SlirpHelper ended) {
        Thread thread = new Thread(() -> recover(ended), "uml-slirp-recovery");
        thread.setDaemon(true);
        recovery = thread;
        thread.start();
    }

    private void recover(SlirpHelper ended) {
        try {
            lock.lockInterruptibly();
            try {
                // Not whether its process lives, of whose end the news may come later than that of the connection's.
                if (port != null && helper == ended) {
                    replaceHelper(port);
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException e) {
            LOG.error(
                    "slirp4netns ended, and no other one can take its place: the machine has no network until it is"
                            + " disconnected and connected again",
                    e);
        } catch (InterruptedException e) {
            LOG.debug("The network is not needed any more");
        }
    }

    private void replaceHelper(GuestPort opened) throws IOException, InterruptedException {
        boolean shortLived = System.nanoTime() - helperStarted < SHORT_LIFE.toNanos();
        shortLives = shortLived ? shortLives + 1 : 0;
        stopHelper();
        if (shortLives > SHORT_LIVES) {
            throw new IOException("it ended " + shortLives + " times soon after its start");
        }
        LOG.warn("slirp4netns ended by itself, or somebody killed it; another one takes its place");
        startHelper(opened);
    }

    private void breakOffRecovery() {
        Thread thread = recovery;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public List<PortForward> forwards() {
        return forwarded;
    }

    @Override
    public PortForward forward(PortForward wish) throws IOException, InterruptedException {
        SlirpConfig.requireIpv4(wish);
        config.requireAnswers(wish);
        return change(() -> forwards.add(wish, api()));
    }

    @Override
    public void remove(PortForward forward) throws IOException, InterruptedException {
        change(() -> {
            forwards.remove(forward, helper);
            return forward;
        });
    }

    private PortForward change(Interrupts.Call<PortForward> change) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return Interrupts.heed(change);
        } finally {
            forwarded = forwards.list();
            lock.unlock();
        }
    }

    private SlirpApi api() throws IOException {
        if (helper == null) {
            throw new IOException(
                    "The machine's slirp4netns has ended; the log says why. Disconnect and connect its network to start"
                            + " another one");
        }
        return helper.api();
    }

    @Override
    public void close() {
        breakOffRecovery();
        Interrupts.defer(() -> {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    stop();
                    forwards.close();
                }
            } catch (IOException e) {
                LOG.debug("A port that was kept is not free at once", e);
            } finally {
                lock.unlock();
            }
        });
    }
}
