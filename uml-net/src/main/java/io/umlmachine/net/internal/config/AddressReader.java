package io.umlmachine.net.internal.config;

import io.umlmachine.net.GuestAddress;
import java.util.Optional;

/** Reads addresses and holds them against each other. */
final class AddressReader {

    private static final Ipv4 USUAL_MASK = Ipv4.parse("255.255.255.0");
    private static final Ipv4 EVERYONE = Ipv4.parse("255.255.255.255");

    /** From this length on, a network is too small to spare addresses for itself and for broadcasts: RFC 3021. */
    private static final int POINT_TO_POINT = 31;

    private final Findings findings;
    private final AddressKeys keys;
    private final Ipv4 ip;
    private final Ipv4 mask;
    private final Ipv4 network;
    private final Ipv4 last;

    private AddressReader(Findings findings, AddressKeys keys, Ipv4 ip) {
        this.findings = findings;
        this.keys = keys;
        this.ip = ip;
        this.mask = findings.get(keys.netmask(), Ipv4::parseMask).orElse(USUAL_MASK);
        this.network = ip.and(mask);
        this.last = network.or(mask.inverted());
    }

    /**
     * The machine's addresses.
     *
     * @param host the host's address on the same network, if it is said
     * @param gatewayIsFirst whether a gateway that is not said is the network's first address
     */
    static GuestAddress read(
            Findings findings, AddressKeys keys, Ipv4 ip, Optional<Ipv4> host, boolean gatewayIsFirst) {
        AddressReader reader = new AddressReader(findings, keys, ip);
        reader.checkIp();
        host.ifPresent(reader::checkHost);
        return reader.address(gatewayIsFirst);
    }

    private GuestAddress address(boolean gatewayIsFirst) {
        Ipv4 named = findings.get(keys.network(), Ipv4::parse).orElse(network);
        if (!named.equals(network)) {
            findings.problem(keys.network(), ip + " with the mask " + mask + " is in the network " + network);
        }
        Ipv4 broadcast = findings.get(keys.broadcast(), Ipv4::parse).orElse(last);
        if (!broadcast.equals(last) && !broadcast.equals(EVERYONE)) {
            findings.problem(
                    keys.broadcast(), "the broadcast address of " + network + " with the mask " + mask + " is " + last);
        }
        Optional<Ipv4> gateway = findings.get(keys.gateway(), Ipv4::parse);
        gateway.ifPresent(this::checkGateway);
        return new GuestAddress(
                ip.toString(),
                mask.toString(),
                network.toString(),
                broadcast.toString(),
                gateway.or(() -> gatewayIsFirst ? Optional.of(network.plus(1)) : Optional.empty())
                        .map(Ipv4::toString));
    }

    private void checkIp() {
        if (mask.prefixLength() < POINT_TO_POINT && findings.setting(keys.ip()).isPresent()) {
            if (ip.equals(network)) {
                findings.problem(keys.ip(), "with the mask " + mask + " this is the network itself, and no machine");
            } else if (ip.equals(last)) {
                findings.problem(keys.ip(), "with the mask " + mask + " this is the broadcast address, and no machine");
            }
        }
    }

    private void checkHost(Ipv4 host) {
        if (host.equals(ip)) {
            findings.problem(keys.host(), "the host and the machine cannot have the same address " + ip);
        } else if (!host.and(mask).equals(network)) {
            findings.problem(keys.host(), "the host's " + host + " is not in the network " + network + " of " + ip);
        }
    }

    private void checkGateway(Ipv4 gateway) {
        if (!gateway.and(mask).equals(network)) {
            findings.problem(keys.gateway(), "the gateway is not in the network " + network + " of " + ip);
        } else if (gateway.equals(ip)) {
            findings.problem(keys.gateway(), "the machine cannot be its own gateway");
        }
    }
}
