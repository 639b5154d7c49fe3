package io.umlmachine;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A port of the host behind which there is a port of the guest. Immutable and thread-safe.
 *
 * @param protocol what is forwarded
 * @param host where the host listens; the port 0 stands for any that is free
 * @param guestPort the guest's port, 1 to 65,535
 */
public record PortForward(Protocol protocol, InetSocketAddress host, int guestPort) {

    /** What is forwarded. */
    public enum Protocol {
        /** Connections. */
        TCP,
        /** Datagrams. */
        UDP
    }

    /**
     * Checks the ports.
     *
     * @param protocol what is forwarded
     * @param host where the host listens
     * @param guestPort the guest's port
     * @throws IllegalArgumentException if the guest's port is none, or the host's address is a name not resolved
     */
    public PortForward {
        if (guestPort < 1 || guestPort > 65_535) {
            throw new IllegalArgumentException("Not a port of a guest: " + guestPort);
        }
        if (host.isUnresolved()) {
            throw new IllegalArgumentException("Not an address of this host: " + host.getHostString());
        }
    }

    /**
     * Forwards TCP from the host's loopback address.
     *
     * @param hostPort the host's port, or 0 for any that is free
     * @param guestPort the guest's port
     * @return what to forward
     */
    public static PortForward tcp(int hostPort, int guestPort) {
        return onLoopback(Protocol.TCP, hostPort, guestPort);
    }

    /**
     * Forwards UDP from the host's loopback address.
     *
     * @param hostPort the host's port, or 0 for any that is free
     * @param guestPort the guest's port
     * @return what to forward
     */
    public static PortForward udp(int hostPort, int guestPort) {
        return onLoopback(Protocol.UDP, hostPort, guestPort);
    }

    private static PortForward onLoopback(Protocol protocol, int hostPort, int guestPort) {
        // Not the JDK's loopback address, which may be that of IPv6.
        byte[] loopback = {127, 0, 0, 1};
        try {
            return new PortForward(
                    protocol, new InetSocketAddress(InetAddress.getByAddress(loopback), hostPort), guestPort);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError("Four bytes are an address", e);
        }
    }

    /** As in {@code tcp 127.0.0.1:8080 -> 80}. */
    @Override
    public String toString() {
        return protocol.name().toLowerCase(java.util.Locale.ROOT) + " "
                + host.getAddress().getHostAddress() + ":" + host.getPort() + " -> " + guestPort;
    }
}
