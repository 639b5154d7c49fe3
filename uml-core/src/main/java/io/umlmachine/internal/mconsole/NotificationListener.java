package io.umlmachine.internal.mconsole;

import io.umlmachine.MachineNotification;
import io.umlmachine.internal.unix.DatagramSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a kernel sends to its notify socket, at once and always: a kernel waits for room in the socket's queue with
 * everything else standing still (seen on 6.1). Keeps the last ones for {@link #next}. Thread-safe.
 */
public final class NotificationListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

    /** How soon a listener that is closed ends. */
    private static final Duration SLICE = Duration.ofMillis(100);

    private static final int KEPT = 1000;

    /** More than a socket's queue holds, which is ten unless the host's administrator says otherwise. */
    private static final int LEFT = 64;

    private static final long STACK = 256 * 1024;

    private final DatagramSocket socket;
    private final Thread thread;
    private final Deque<MachineNotification> waiting = new ArrayDeque<>();
    private long missed;
    private boolean ended;
    private volatile boolean closed;

    private NotificationListener(String machine, DatagramSocket socket) {
        this.socket = socket;
        this.thread = new Thread(null, this::listen, "uml-notify-" + machine, STACK);
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param machine the machine's name, for the thread's
     * @param path the socket to make
     */
    public static NotificationListener start(String machine, Path path) throws IOException {
        NotificationListener listener = new NotificationListener(machine, DatagramSocket.listen(path));
        listener.thread.start();
        return listener;
    }

    /** The word of the kernel command line that makes a kernel notify a socket. */
    public static String kernelArgument(Path path) {
        return "mconsole=notify:" + path;
    }

    private void listen() {
        // A kernel that finds no socket does not wait, so this must not be left open.
        try (socket) {
            while (!closed) {
                socket.receive(Packets.NOTIFICATION_BUFFER, SLICE).ifPresent(this::take);
            }
            // What the kernel said at its end.
            for (int i = 0; i < LEFT; i++) {
                socket.receive(Packets.NOTIFICATION_BUFFER, Duration.ZERO).ifPresent(this::take);
            }
        } catch (IOException e) {
            LOG.warn("{} hears no more notifications", thread.getName(), e);
        } finally {
            end();
        }
    }

    private void take(byte[] datagram) {
        try {
            keep(event(Packets.notification(datagram)));
        } catch (MconsoleException e) {
            LOG.warn("{}: {}", thread.getName(), e.getMessage());
        }
    }

    private static MachineNotification event(Packets.Notification notification) {
        String text = notification.text();
        return switch (notification.type()) {
            case Packets.Notification.READY -> new MachineNotification.ConsoleReady(text);
            case Packets.Notification.PANIC -> new MachineNotification.Panic(text);
            case Packets.Notification.HANG -> new MachineNotification.Hang(text);
            case Packets.Notification.USER -> new MachineNotification.UserMessage(text);
            default -> new MachineNotification.Other(notification.type(), text);
        };
    }

    private synchronized void keep(MachineNotification notification) {
        waiting.addLast(notification);
        if (waiting.size() > KEPT) {
            waiting.removeFirst();
            missed++;
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The next notification; waits for it. Empty when the listener is closed and all were taken. */
    public synchronized Optional<MachineNotification> next() throws InterruptedException {
        while (waiting.isEmpty() && !ended) {
            wait();
        }
        if (missed > 0) {
            MachineNotification gap = new MachineNotification.Missed(missed);
            missed = 0;
            return Optional.of(gap);
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Ends; what has come until now is taken first. The kernel should have ended. */
    @Override
    public void close() {
        closed = true;
    }
}
