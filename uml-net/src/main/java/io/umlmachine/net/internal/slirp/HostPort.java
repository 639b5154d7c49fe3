package io.umlmachine.net.internal.slirp;

import io.umlmachine.PortForward;
import io.umlmachine.PortForward.Protocol;
import io.umlmachine.net.PortUnavailableException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A port of the host that is kept for a forward, while slirp4netns does not listen there: a socket is bound to it. For TCP
 * that does not hinder slirp4netns, because neither socket listens when the other one is bound, and both allow that
 * (SO_REUSEADDR); so it is kept all the time. For UDP the host's kernel would give datagrams to either of the two, so that
 * the port is given up first. For one thread at a time.
 */
final class HostPort implements AutoCloseable {

    private final PortForward forward;
    private @Nullable NetworkChannel channel;

    private HostPort(PortForward forward, NetworkChannel channel) {
        this.forward = forward;
        this.channel = channel;
    }

    /**
     * Takes a port.
     *
     * @param wish its host port may be 0
     * @throws PortUnavailableException if it cannot be had
     */
    static HostPort reserve(PortForward wish) throws IOException {
        NetworkChannel channel = bind(wish);
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        return new HostPort(new PortForward(wish.protocol(), bound, wish.guestPort()), channel);
    }

    private static NetworkChannel bind(PortForward wish) throws IOException {
        NetworkChannel channel = wish.protocol() == Protocol.TCP
                ? SocketChannel.open(StandardProtocolFamily.INET).setOption(StandardSocketOptions.SO_REUSEADDR, true)
                : DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            return channel.bind(wish.host());
        } catch (BindException e) {
            channel.close();
            throw unavailable(wish, e);
        } catch (SocketException e) {
            // A port for root only.
            channel.close();
            throw PortUnavailableException.of(wish, String.valueOf(e.getMessage()), e);
        }
    }

    private static PortUnavailableException unavailable(PortForward wish, @Nullable Exception cause) {
        return PortUnavailableException.of(wish, PortHolder.describe(wish), cause);
    }

    /** What is forwarded, with the port. */
    PortForward forward() {
        return forward;
    }

    /** Makes way for slirp4netns. */
    void yield() throws IOException {
        if (forward.protocol() == Protocol.UDP) {
            close();
        }
    }

    /**
     * Keeps it again.
     *
     * @throws PortUnavailableException if somebody was faster
     */
    void keep() throws IOException {
        if (channel == null) {
            channel = bind(forward);
        }
    }

    /** What to say if slirp4netns does not get it. */
    PortUnavailableException unavailable() {
        return unavailable(forward, null);
    }

    /** Lets go of it. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
