package io.umlmachine.net.internal.slirp;

import io.umlmachine.GuestInterface;
import io.umlmachine.PortForward;
import io.umlmachine.PortForward.Protocol;
import io.umlmachine.net.HttpProxy;
import io.umlmachine.net.SlirpException;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/**
 * What a slirp network shall be. Immutable and thread-safe.
 *
 * @param forwards ports of the host, which may be 0
 * @param isolateHost whether the host's loopback services are out of reach
 * @param nameservers name servers in place of slirp4netns's own
 * @param searchDomains search domains in place of the host's
 * @param proxy what the guest's environment names
 * @param mtu the largest packet, in bytes
 */
public record SlirpConfig(
        List<PortForward> forwards,
        boolean isolateHost,
        Optional<List<String>> nameservers,
        Optional<List<String>> searchDomains,
        Optional<HttpProxy> proxy,
        int mtu) {

    /** The address of a guest, as slirp4netns(1) recommends it. */
    static final String GUEST = "10.0.2.100";

    /** The gateway, which is the host's loopback address as well unless the host is isolated. */
    public static final String HOST = "10.0.2.2";

    private static final String DNS = "10.0.2.3";

    /**
     * As measured (kernel 6.1.176, slirp4netns 1.2.0, 100 MB in and out, then apt-get update with a real mirror): 126 and 62
     * MB/s and 9.1 s at 1500, 153 and 211 MB/s and 9.0 s at 9000, 206 and 236 MB/s and 9.4 s here. At 65,520 apt takes
     * many times as long.
     */
    public static final int DEFAULT_MTU = 16_000;

    /** Ethernet's header, and a VLAN's tag. */
    private static final int FRAME_HEADER = 18;

    /** What is there if nothing is asked for. */
    public static final SlirpConfig DEFAULT =
            new SlirpConfig(List.of(), true, Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_MTU);

    /** Copies the lists. */
    public SlirpConfig {
        forwards = List.copyOf(forwards);
        nameservers = nameservers.map(List::copyOf);
        searchDomains = searchDomains.map(List::copyOf);
    }

    /**
     * Checks the address of a forward.
     *
     * @throws IllegalArgumentException if it is not of IPv4
     */
    public static void requireIpv4(PortForward forward) {
        if (!(forward.host().getAddress() instanceof Inet4Address)) {
            throw new IllegalArgumentException(
                    "slirp4netns forwards ports of IPv4 addresses only, and this is none: " + forward);
        }
    }

    /**
     * Checks that a forward can work: with --disable-host-loopback slirp4netns drops what a guest answers to a datagram
     * from a loopback address, because it takes it for one to the host (seen with libslirp 4.7.0). TCP is not concerned.
     *
     * @throws SlirpException if it cannot
     */
    void requireAnswers(PortForward forward) {
        if (isolateHost
                && forward.protocol() == Protocol.UDP
                && forward.host().getAddress().isLoopbackAddress()) {
            throw new SlirpException("Cannot forward " + forward + ": while the host is isolated, slirp4netns drops the"
                    + " guest's answers to datagrams from the host's loopback address; forward a port of another address"
                    + " of the host, or let the guest reach the loopback services with isolateHost(false)");
        }
    }

    /** Whether slirp4netns answers for the host's name server. */
    boolean usesHostsNameserver() {
        return nameservers.isEmpty() || nameservers.get().contains(DNS);
    }

    GuestInterface guest(HostResolver resolver) {
        return GuestInterface.of("vec0", GUEST, 24)
                .gateway(HOST)
                .nameservers(nameservers.orElse(List.of(DNS)))
                .searchDomains(searchDomains.orElseGet(resolver::searchDomains))
                .mtu(mtu)
                .build();
    }

    int frameLimit() {
        return FRAME_HEADER + mtu;
    }
}
