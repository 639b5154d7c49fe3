package io.umlmachine.net.internal.lan;

import io.umlmachine.internal.unix.PacketBuffer;
import io.umlmachine.internal.unix.PacketListener;
import io.umlmachine.internal.unix.PacketSocket;
import io.umlmachine.net.internal.slirp.LoopbackGuard;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of a {@link FrameSwitch}: one machine's, at which its kernel connects, again whenever its link goes up, and which
 * has that machine's address; or the uplink's, behind which are all addresses that no machine has. For the switch's
 * thread, but for its counters.
 */
final class SwitchPort {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchPort.class);

    /** That of the port behind which all other addresses are: no unicast address. */
    private static final long ANY = -1;

    private final long address;
    private final PortCounters counters;
    private @Nullable PacketListener listener;
    private @Nullable PacketSocket socket;
    private volatile boolean connected;

    private SwitchPort(
            long address, PortCounters counters, @Nullable PacketListener listener, @Nullable PacketSocket socket) {
        this.address = address;
        this.counters = counters;
        this.listener = listener;
        this.socket = socket;
        this.connected = socket != null;
    }

    /** A machine's port. */
    static SwitchPort of(MacAddress address, PacketListener listener, PortCounters counters) {
        return new SwitchPort(address.bits(), counters, listener, null);
    }

    /** The uplink's port, or that of a test. */
    static SwitchPort uplink(PacketSocket socket, PortCounters counters) {
        return new SwitchPort(ANY, counters, null, socket);
    }

    /** A machine's port that is connected. */
    static SwitchPort connected(MacAddress address, PacketSocket socket, PortCounters counters) {
        return new SwitchPort(address.bits(), counters, null, socket);
    }

    PortCounters counters() {
        return counters;
    }

    /** Whether somebody is connected. Thread-safe. */
    boolean isConnected() {
        return connected;
    }

    boolean isUplink() {
        return address == ANY;
    }

    boolean has(long address) {
        return this.address == address;
    }

    Optional<PacketListener> listener() {
        return Optional.ofNullable(listener);
    }

    Optional<PacketSocket> socket() {
        return Optional.ofNullable(socket);
    }

    /**
     * Whether the one who is connected may get a frame. The uplink's helper would connect to the host's loopback services,
     * if a frame says so.
     */
    boolean admits(byte[] head, int length) {
        return !isUplink() || LoopbackGuard.admits(head, length);
    }

    /** Takes the next connection in place of the one before: a kernel has one at a time. */
    void accept() {
        if (listener != null) {
            listener.accept().ifPresent(next -> {
                hangUp();
                socket = next;
                connected = true;
            });
        }
    }

    /** As {@link PacketSocket#receive}. */
    int receive(PacketBuffer buffer) {
        return socket == null ? PacketSocket.NOTHING : socket.receive(buffer);
    }

    /** Gives the one who is connected a frame, or loses it. */
    void deliver(PacketBuffer buffer, int length) {
        if (socket != null && socket.send(buffer, length)) {
            counters.received(length);
        } else {
            counters.lost();
        }
    }

    /** Ends the connection; the next one may come. */
    void hangUp() {
        connected = false;
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    /** Ends it for ever. */
    void close() {
        hangUp();
        if (listener != null) {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.debug("The directory of the machine will take the socket with it", e);
            }
            listener = null;
        }
    }
}
