package io.umlmachine.net.internal.lan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine of a segment, from before its boot to its end. Thread-safe. */
final class Member {

    private final String name;
    private final int address;
    private final PortCounters counters = new PortCounters();
    private volatile @Nullable SwitchPort port;
    private volatile @Nullable GuestHosts hosts;

    Member(String name, int address) {
        this.name = name;
        this.address = address;
    }

    String name() {
        return name;
    }

    int number() {
        return address;
    }

    String address() {
        return Subnet.format(address);
    }

    MacAddress mac() {
        return MacAddress.of(address);
    }

    PortCounters counters() {
        return counters;
    }

    boolean isConnected() {
        SwitchPort current = port;
        return current != null && current.isConnected();
    }

    Optional<SwitchPort> port() {
        return Optional.ofNullable(port);
    }

    void plug(SwitchPort port) {
        this.port = port;
    }

    /** Takes the port away, once. */
    synchronized Optional<SwitchPort> unplug() {
        Optional<SwitchPort> old = port();
        port = null;
        return old;
    }

    Optional<GuestHosts> hosts() {
        return Optional.ofNullable(hosts);
    }

    void up(GuestHosts hosts) {
        this.hosts = hosts;
    }
}
