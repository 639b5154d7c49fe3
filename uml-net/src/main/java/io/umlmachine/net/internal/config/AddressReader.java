package io.umlmachine.net.internal.config;

import io.umlmachine.net.AddressingException.Mistake;
import io.umlmachine.net.AddressingException.Setting;
import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Ipv4Network;
import io.umlmachine.net.internal.tap.Addressing;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads addresses, and blames what does not go together on the keys that say it. For one thread. */
final class AddressReader {

    private static final int USUAL_PREFIX = 24;

    private final Findings findings;
    private final Map<Setting, String> keys;
    private Addressing addressing = Addressing.NONE;

    /**
     * A reader.
     *
     * @param keys the keys of each address, as far as the kind of file has any
     */
    AddressReader(Findings findings, Map<Setting, String> keys) {
        this.findings = findings;
        this.keys = keys;
    }

    /**
     * The machine's addresses.
     *
     * @param ip the machine's own
     * @param host the host's, if it is said
     * @param hostAnywhere whether the host's may be of another network
     * @param gatewayIsFirst whether a gateway that is not said is the network's first address
     */
    GuestAddress read(Ipv4 ip, Optional<Ipv4> host, boolean hostAnywhere, boolean gatewayIsFirst) {
        Optional<Ipv4> netmask = value(Setting.NETMASK);
        OptionalInt usual = netmask.isPresent() ? OptionalInt.empty() : OptionalInt.of(USUAL_PREFIX);
        addressing = addressing.withAddress(ip, usual);
        set(Setting.NETMASK, netmask);
        set(Setting.HOST_ADDRESS, host);
        set(Setting.NETWORK, value(Setting.NETWORK));
        set(Setting.BROADCAST, value(Setting.BROADCAST));
        set(Setting.GATEWAY, value(Setting.GATEWAY));
        addressing.mistakes(hostAnywhere).forEach(this::blame);
        Ipv4Network network =
                Ipv4Network.of(ip, addressing.effectivePrefixLength().orElse(USUAL_PREFIX));
        return new GuestAddress(
                ip.toString(),
                network.netmask().toString(),
                network.address().toString(),
                addressing.get(Setting.BROADCAST).orElse(network.broadcast()).toString(),
                addressing
                        .get(Setting.GATEWAY)
                        .or(() -> Optional.of(network.address().plus(1)).filter(first -> gatewayIsFirst))
                        .map(Ipv4::toString));
    }

    private Optional<Ipv4> value(Setting setting) {
        return Optional.ofNullable(keys.get(setting)).flatMap(key -> findings.get(key, Ipv4::parse));
    }

    private void set(Setting setting, Optional<Ipv4> value) {
        value.ifPresent(address -> addressing = addressing.with(setting, address));
    }

    /** Of what does not go together, the first that somebody set: a default is nobody's mistake. */
    private void blame(Mistake mistake) {
        mistake.settings().stream()
                .map(keys::get)
                .filter(key -> key != null && findings.setting(key).isPresent())
                .findFirst()
                .ifPresent(key -> findings.problem(key, mistake.explanation()));
    }
}
