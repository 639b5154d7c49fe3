package io.umlmachine.net;

import io.umlmachine.HostException;
import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import io.umlmachine.PortForward;
import io.umlmachine.net.internal.slirp.HostResolver;
import io.umlmachine.net.internal.slirp.SlirpAttachment;
import io.umlmachine.net.internal.slirp.SlirpConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network in user space, by the program {@code slirp4netns} (1.2.0 or later): the guest reaches what this user
 * reaches, over TCP, UDP and DNS, and nobody reaches the guest but by ports that are forwarded. Each machine has a helper
 * process and a private network of its own, so that any number of machines never clash. Immutable and thread-safe: each
 * setter returns a changed copy.
 *
 * <p>The guest has the address 10.0.2.100/24, the gateway 10.0.2.2 and the name server 10.0.2.3, as slirp4netns(1) gives
 * them out; the helper asks the host's resolver, one on the host's loopback interface too. There is no IPv6.
 *
 * <p>A guest may take its link down and up, and reboot. A helper that is killed is replaced, and the guest's connections
 * break; that is logged, and after a few times in a row given up: then the machine has no network until {@code
 * vm.network().disconnect()} and {@code connect()}.
 */
public final class Slirp implements Network {

    private static final int LEAST_MTU = 576;
    private static final int LARGEST_MTU = 65_520;
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");

    private final SlirpConfig config;

    private Slirp(SlirpConfig config) {
        this.config = config;
    }

    /**
     * The network, with the host isolated and no port forwarded.
     *
     * @return a network for any number of machines
     */
    public static Slirp create() {
        return new Slirp(SlirpConfig.DEFAULT);
    }

    /**
     * Forwards TCP connections to a port of the host's loopback address, 127.0.0.1, to the guest. The port is forwarded when
     * the machine has booted, and while it runs, across reboots and times without network, with the same number.
     *
     * @param hostPort the host's port, or 0 for any that is free, which {@code vm.mappedPort(guestPort)} tells
     * @param guestPort the guest's port
     * @return a changed copy
     * @throws IllegalArgumentException if a port is none
     */
    public Slirp forward(int hostPort, int guestPort) {
        return forward(PortForward.tcp(hostPort, guestPort));
    }

    /**
     * Forwards datagrams to a port of the host's loopback address, 127.0.0.1, to the guest. As {@link #forward(int, int)}, but
     * only without {@linkplain #isolateHost isolation}: with it slirp4netns drops the guest's answers to a loopback address,
     * and the boot fails with a {@link SlirpException}. {@link #forward(PortForward)} takes another address of the host.
     *
     * @param hostPort the host's port, or 0 for any that is free
     * @param guestPort the guest's port
     * @return a changed copy
     * @throws IllegalArgumentException if a port is none
     */
    public Slirp forwardUdp(int hostPort, int guestPort) {
        return forward(PortForward.udp(hostPort, guestPort));
    }

    /**
     * Forwards a port of any IPv4 address of the host: by one other than 127.0.0.1, other hosts may reach the guest.
     *
     * @param forward what to forward
     * @return a changed copy
     * @throws IllegalArgumentException if the address is not of IPv4
     */
    public Slirp forward(PortForward forward) {
        SlirpConfig.requireIpv4(forward);
        return with(
                Stream.concat(config.forwards().stream(), Stream.of(forward)).toList(),
                config.isolateHost(),
                config.nameservers(),
                config.searchDomains(),
                config.proxy(),
                config.mtu());
    }

    /**
     * Whether the services on the host's loopback interface are out of the guest's reach. Default: true.
     *
     * <p>What is enforced, on the host, so that the guest's root cannot undo it: packets to 127.0.0.0/8 and 0.0.0.0/8 go
     * nowhere, and neither do those to 10.0.2.2, which leads to the host's 127.0.0.1 otherwise. Of 10.0.2.3 the guest reaches
     * the host's name server, at port 53, and nothing else.
     *
     * <p>What is <em>not</em> enforced: services that listen at the host's other addresses, or at all of them, are reached by
     * those other addresses; and so is everything else that this user reaches, such as the local network. There is no list
     * of denied destinations, because a name, a proxy or a tunnel leads around it; and a firewall in the guest is up to the
     * guest's root. All of this holds as far as the guest's kernel does: that is a process of this user, and whoever takes it
     * over, by loading a module say, can connect to whatever this user can. For less than that, use {@link Network#none()}
     * or a network namespace.
     *
     * @param isolate false to let the guest reach 127.0.0.1 of the host as 10.0.2.2
     * @return a changed copy
     */
    public Slirp isolateHost(boolean isolate) {
        return with(
                config.forwards(), isolate, config.nameservers(), config.searchDomains(), config.proxy(), config.mtu());
    }

    /**
     * Sets the guest's name servers. Default: 10.0.2.3, which stands for the host's own.
     *
     * @param addresses IPv4 addresses as the guest reaches them, at least one
     * @return a changed copy
     * @throws IllegalArgumentException if there is none, or one is no IPv4 address
     */
    public Slirp nameservers(String... addresses) {
        if (addresses.length == 0) {
            throw new IllegalArgumentException("A guest with a network needs at least one name server");
        }
        for (String address : addresses) {
            if (!IPV4.matcher(address).matches()) {
                throw new IllegalArgumentException("Not the IPv4 address of a name server: '" + address + "'");
            }
        }
        return with(
                config.forwards(),
                config.isolateHost(),
                Optional.of(List.of(addresses)),
                config.searchDomains(),
                config.proxy(),
                config.mtu());
    }

    /**
     * Sets the domains in which the guest looks up short names. Default: those that the host's /etc/resolv.conf names when
     * the machine boots for the first time.
     *
     * @param domains names of domains; none for none
     * @return a changed copy
     * @throws IllegalArgumentException if one is no name of a domain
     */
    public Slirp searchDomains(String... domains) {
        for (String domain : domains) {
            if (!HostResolver.DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException("Not the name of a domain: '" + domain + "'");
            }
        }
        return with(
                config.forwards(),
                config.isolateHost(),
                config.nameservers(),
                Optional.of(List.of(domains)),
                config.proxy(),
                config.mtu());
    }

    /**
     * Sets an HTTP proxy, which becomes part of the environment of every command that does not set its variables itself.
     * Default: none. A proxy at 127.0.0.1 of the host becomes one at 10.0.2.2 for the guest, if it reaches that: see
     * {@link #isolateHost}; if not, the boot fails with a {@link SlirpException}.
     *
     * @param proxy such as {@link HttpProxy#fromEnvironment}
     * @return a changed copy
     */
    public Slirp proxy(HttpProxy proxy) {
        return with(
                config.forwards(),
                config.isolateHost(),
                config.nameservers(),
                config.searchDomains(),
                Optional.of(proxy),
                config.mtu());
    }

    /**
     * Sets the largest packet, which travels no further than to the helper: to the world the host speaks as it always does.
     * Default: 16,000 bytes, which was measured to be up to four times faster than the 1500 of Ethernet and no slower with a
     * mirror. Much larger ones may be many times slower there.
     *
     * @param bytes its size, 576 to 65,520
     * @return a changed copy
     * @throws IllegalArgumentException if the size is out of range
     */
    public Slirp mtu(int bytes) {
        if (bytes < LEAST_MTU || bytes > LARGEST_MTU) {
            throw new IllegalArgumentException(
                    "An MTU of " + bytes + " bytes is not between " + LEAST_MTU + " and " + LARGEST_MTU);
        }
        return with(
                config.forwards(),
                config.isolateHost(),
                config.nameservers(),
                config.searchDomains(),
                config.proxy(),
                bytes);
    }

    private static Slirp with(
            List<PortForward> forwards,
            boolean isolateHost,
            Optional<List<String>> nameservers,
            Optional<List<String>> searchDomains,
            Optional<HttpProxy> proxy,
            int mtu) {
        return new Slirp(new SlirpConfig(forwards, isolateHost, nameservers, searchDomains, proxy, mtu));
    }

    /**
     * Starts a helper, connects it, and forwards the ports.
     *
     * @throws HostException if the host has no {@code slirp4netns}, or one before 1.2.0
     * @throws SlirpException if the guest could not reach its proxy, or nobody could hear its answers
     * @throws PortUnavailableException if a port of the host is taken
     */
    @Override
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        return SlirpAttachment.attach(config, host);
    }
}
