package io.umlmachine.net.internal.lan;

import io.umlmachine.internal.unix.PacketBuffer;
import io.umlmachine.internal.unix.PacketSocket;
import io.umlmachine.internal.unix.PollSet;
import io.umlmachine.internal.unix.Pollable;
import io.umlmachine.net.internal.slirp.LoopbackGuard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes Ethernet frames between ports, in one thread, without ever waiting for a receiver: a frame that finds no room in
 * the queue of a receiver's socket, which the host's kernel limits, is lost to that receiver. A machine's port takes only
 * frames with the machine's own source address, and gets those for its address and for groups; the uplink's port takes any
 * address that is no machine's, and gets whatever is for an address of nobody else. Thread-safe.
 */
final class FrameSwitch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FrameSwitch.class);

    private static final int HEADER = 14;
    private static final int VLAN_TAG = 4;

    /** How many frames of one port may go before another's turn. */
    private static final int BURST = 32;

    private final int frameLimit;
    private final PacketBuffer buffer;
    private final byte[] copy;
    private final Waker waker;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    // What follows is the thread's.
    private final List<SwitchPort> ports = new ArrayList<>();
    private final List<FrameListener> listeners = new ArrayList<>();
    private final List<Runnable> handlers = new ArrayList<>();
    private boolean portsChanged = true;
    private boolean ended;

    private FrameSwitch(int mtu, Waker waker) {
        frameLimit = HEADER + VLAN_TAG + mtu;
        buffer = new PacketBuffer(frameLimit);
        copy = new byte[frameLimit];
        this.waker = waker;
        thread = new Thread(this::run, "uml-lan");
        thread.setDaemon(true);
    }

    /**
     * Starts one without ports.
     *
     * @param mtu the largest packet that its frames may hold, in bytes
     * @throws IOException if the host has no more descriptors
     */
    static FrameSwitch start(int mtu) throws IOException {
        FrameSwitch started = new FrameSwitch(mtu, Waker.create());
        started.thread.start();
        return started;
    }

    /** The longest frame that it passes on. */
    int frameLimit() {
        return frameLimit;
    }

    /** Adds a port, which it closes with the port's end or its own. */
    void add(SwitchPort port) {
        perform(() -> {
            if (ended) {
                port.close();
            } else {
                ports.add(port);
                portsChanged = true;
            }
        });
    }

    /** Ends a port, and waits until it is gone. Does nothing the second time. */
    void remove(SwitchPort port) {
        perform(() -> drop(port));
    }

    /** Shows a listener each frame from now on. */
    void add(FrameListener listener) {
        perform(() -> listeners.add(listener));
    }

    /** Shows a listener no more frames; none is on its way to it any more when this returns. */
    void remove(FrameListener listener) {
        perform(() -> listeners.remove(listener));
    }

    /** Lets the thread do something, and waits for that, which takes no time to speak of; an interrupt is kept. */
    private void perform(Runnable task) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(task, tasks::add);
        if (!waker.wake()) {
            // The thread has ended, or is about to after a last look at the tasks.
            joinThread();
            runTasks();
        }
        done.join();
    }

    private void run() {
        try {
            PollSet pollSet = new PollSet(List.of());
            while (true) {
                runTasks();
                if (ended) {
                    return;
                }
                if (portsChanged) {
                    portsChanged = false;
                    pollSet = pollSet();
                }
                pollSet.await();
                for (int i = 0; i < handlers.size(); i++) {
                    if (pollSet.isReady(i)) {
                        handlers.get(i).run();
                    }
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("The switch of a lan ends: its machines are no longer connected", e);
        } finally {
            ended = true;
            waker.close();
            ports.forEach(SwitchPort::close);
            ports.clear();
            buffer.close();
            runTasks();
        }
    }

    private synchronized void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private PollSet pollSet() {
        List<Pollable> members = new ArrayList<>();
        handlers.clear();
        members.add(waker.pollable());
        handlers.add(() -> waker.drain(buffer));
        for (SwitchPort port : ports) {
            port.listener().ifPresent(listener -> {
                members.add(listener);
                handlers.add(() -> accept(port));
            });
            port.socket().ifPresent(socket -> {
                members.add(socket);
                handlers.add(() -> forward(port));
            });
        }
        return new PollSet(members);
    }

    private void accept(SwitchPort port) {
        port.accept();
        portsChanged = true;
    }

    private void drop(SwitchPort port) {
        if (ports.remove(port)) {
            portsChanged = true;
        }
        port.close();
    }

    private void forward(SwitchPort from) {
        for (int i = 0; i < BURST; i++) {
            int length = from.receive(buffer);
            if (length == PacketSocket.NOTHING) {
                return;
            }
            if (length == PacketSocket.ENDED) {
                portsChanged = true;
                if (from.listener().isPresent()) {
                    from.hangUp();
                } else {
                    drop(from);
                }
                return;
            }
            forward(from, length);
        }
    }

    private void forward(SwitchPort from, int length) {
        if (length < HEADER || length > frameLimit) {
            from.counters().malformed();
            return;
        }
        buffer.copyTo(copy, listeners.isEmpty() ? Math.min(LoopbackGuard.SEEN, length) : length);
        if (!isOwn(from, MacAddress.read(copy, 6))) {
            from.counters().foreign();
            return;
        }
        from.counters().sent(length);
        for (FrameListener listener : listeners) {
            listener.accept(copy, length);
        }
        long target = MacAddress.read(copy, 0);
        if (MacAddress.isGroup(target)) {
            for (SwitchPort port : ports) {
                if (port != from && port.admits(copy, length)) {
                    port.deliver(buffer, length);
                }
            }
        } else {
            deliver(from, target, length);
        }
    }

    private void deliver(SwitchPort from, long target, int length) {
        SwitchPort receiver = receiver(target);
        // What comes from behind a port and is for there has got there without a switch.
        if (receiver != null && receiver != from && receiver.admits(copy, length)) {
            receiver.deliver(buffer, length);
        } else {
            from.counters().undeliverable();
        }
    }

    private @Nullable SwitchPort receiver(long target) {
        SwitchPort uplink = null;
        for (SwitchPort port : ports) {
            if (port.has(target)) {
                return port;
            }
            uplink = port.isUplink() ? port : uplink;
        }
        return uplink;
    }

    private boolean isOwn(SwitchPort from, long source) {
        if (!from.isUplink()) {
            return from.has(source);
        }
        return !MacAddress.isGroup(source) && ports.stream().noneMatch(port -> port.has(source));
    }

    /** Ends it and its ports, and waits until they are gone; an interrupt is kept. Does nothing the second time. */
    @Override
    public void close() {
        perform(() -> ended = true);
        joinThread();
    }

    private void joinThread() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
