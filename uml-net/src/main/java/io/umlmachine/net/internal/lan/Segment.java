package io.umlmachine.net.internal.lan;

import io.umlmachine.Network.Attachment;
import io.umlmachine.NetworkHost;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.unix.PacketListener;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.LanException;
import io.umlmachine.net.LanMember;
import io.umlmachine.net.PacketCapture;
import io.umlmachine.net.internal.capture.FrameCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is behind a {@link io.umlmachine.net.Lan}: starts with its first machine. Thread-safe. */
public final class Segment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

    /** How long a boot waits for the other guests to learn the name; one that is paused learns it when it goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Subnet subnet;
    private final int mtu;
    private final Uplink.@Nullable Starter uplinkStarter;
    private final Members members;
    private final ThreadPoolExecutor updates = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Segment::updater);

    // Guarded by this.
    private final Map<FrameCapture, FrameListener> captures = new HashMap<>();
    private @Nullable FrameSwitch frames;
    private @Nullable Uplink uplink;
    private boolean closed;

    /**
     * Describes one.
     *
     * @param subnet its addresses
     * @param mtu the largest packet, in bytes
     * @param uplink starts its way out, if it has one
     */
    public Segment(Subnet subnet, int mtu, Optional<Uplink.Starter> uplink) {
        this.subnet = subnet;
        this.mtu = mtu;
        this.uplinkStarter = uplink.orElse(null);
        this.members = new Members(subnet);
        updates.setRejectedExecutionHandler((task, executor) -> LOG.trace("The lan is closed"));
    }

    private static Thread updater(Runnable task) {
        Thread thread = new Thread(task, "uml-lan-names");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A name in the form that is compared.
     *
     * @throws IllegalArgumentException if it is no name for a machine
     */
    public static String checkName(String name) {
        return Members.check(name);
    }

    Subnet subnet() {
        return subnet;
    }

    int mtu() {
        return mtu;
    }

    boolean hasUplink() {
        return uplinkStarter != null;
    }

    /** Those who are in it, in the order in which they joined. */
    public List<LanMember> members() {
        return members.list().stream().map(Segment::describe).toList();
    }

    /** One who is in it. */
    public Optional<LanMember> member(String name) {
        return members.find(Members.check(name)).map(Segment::describe);
    }

    private static LanMember describe(Member member) {
        return new LanMember(
                member.name(),
                member.address(),
                member.mac().toString(),
                member.isConnected(),
                member.counters().read());
    }

    /** Lets a machine join. */
    public Attachment attach(String name, NetworkHost host) throws IOException, InterruptedException {
        Path socket = host.directory().resolve("lan");
        requireOpen(name);
        Member member = members.add(name);
        LanAttachment attachment = new LanAttachment(this, member, socket);
        try {
            attachment.resume();
            return attachment;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            attachment.close();
            throw e;
        }
    }

    private synchronized void requireOpen(String name) {
        if (closed) {
            throw new LanException(name, "The lan that " + name + " was to join is closed");
        }
    }

    /** Gives a member a port, and the segment what it needs for its first one. */
    void plug(Member member, Path socket) throws IOException, InterruptedException {
        FrameSwitch running = start(member.name());
        SwitchPort port = SwitchPort.of(member.mac(), PacketListener.listen(socket), member.counters());
        member.plug(port);
        running.add(port);
    }

    /** Captures what the machines send to each other, and what comes in and out. */
    public synchronized PacketCapture capture(Path file, CaptureOptions options) throws IOException {
        if (closed) {
            throw new IOException("The lan that was to be captured to " + file + " is closed");
        }
        FrameSwitch running = startSwitch();
        FrameCapture capture = FrameCapture.start(file, options, this::uncapture);
        FrameListener listener = capture::accept;
        captures.put(capture, listener);
        running.add(listener);
        return capture;
    }

    private void uncapture(FrameCapture capture) {
        FrameListener listener;
        FrameSwitch running;
        synchronized (this) {
            listener = captures.remove(capture);
            running = frames;
        }
        if (listener != null && running != null) {
            running.remove(listener);
        }
    }

    private FrameSwitch startSwitch() throws IOException {
        FrameSwitch running = frames;
        if (running == null) {
            running = FrameSwitch.start(mtu);
            frames = running;
        }
        return running;
    }

    private synchronized FrameSwitch start(String name) throws IOException, InterruptedException {
        requireOpen(name);
        FrameSwitch running = startSwitch();
        if (uplinkStarter != null && (uplink == null || !uplink.isAlive())) {
            if (uplink != null) {
                LOG.warn("The helper of the way out of a lan had ended; starting another one");
                running.remove(uplink.port());
                uplink.close();
                uplink = null;
            }
            uplink = Uplink.start(uplinkStarter, subnet, mtu);
            running.add(uplink.port());
        }
        return running;
    }

    /** Takes a member's port. */
    void unplug(Member member) {
        Optional<SwitchPort> port = member.unplug();
        FrameSwitch running;
        synchronized (this) {
            running = frames;
        }
        if (port.isPresent() && running != null) {
            running.remove(port.get());
        }
    }

    /** A member's guest is up: it gets the names of all, and all get its. */
    void up(Member member, UmlMachine machine) throws IOException, InterruptedException {
        GuestHosts hosts = new GuestHosts(machine, members::addresses);
        member.up(hosts);
        hosts.write();
        CompletableFuture<Void> others = updateOthers(member);
        try {
            others.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("Some guest takes its time to learn of {}", member.name());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Updates do not fail", e);
        }
    }

    /** A member has left. */
    void leave(Member member) {
        unplug(member);
        members.remove(member);
        updateOthers(member);
    }

    private CompletableFuture<Void> updateOthers(Member member) {
        return CompletableFuture.allOf(members.list().stream()
                .filter(other -> other != member)
                .flatMap(other -> other.hosts().stream())
                .map(hosts -> hosts.writeBy(updates))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Ends it; an interrupt is kept. Does nothing the second time. */
    @Override
    public void close() {
        FrameSwitch running;
        Uplink out;
        List<FrameCapture> captured;
        synchronized (this) {
            closed = true;
            running = frames;
            out = uplink;
            captured = List.copyOf(captures.keySet());
        }
        updates.shutdownNow();
        if (running != null) {
            running.close();
        }
        if (out != null) {
            out.close();
        }
        captured.forEach(Segment::end);
    }

    private static void end(FrameCapture capture) {
        try {
            capture.close();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
