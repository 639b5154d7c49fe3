package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.GuestAddress;
import java.util.Optional;

/** Reads the five {@code UML_} addresses and holds them against each other. */
public final class AddressReader {

    private static final Ipv4 EVERYONE = Ipv4.parse("255.255.255.255");

    private final Values values;
    private final Ipv4 mask;
    private final Ipv4 ip;
    private final Ipv4 network;

    private AddressReader(Values values, Ipv4 ip) {
        this.values = values;
        this.ip = ip;
        this.mask = values.get(ConfigKey.UML_NETMASK, AddressReader::mask, Ipv4.parse("255.255.255.0"));
        this.network = ip.and(mask);
    }

    /** The machine's addresses, or empty if the image's own configuration is left alone. */
    public static Optional<GuestAddress> read(Values values) {
        Optional<Ipv4> ip = values.get(
                ConfigKey.UML_IP,
                text -> text.equals("dhcp") ? Optional.<Ipv4>empty() : Optional.of(Ipv4.parse(text)),
                Optional.empty());
        return ip.map(address -> new AddressReader(values, address).address());
    }

    private GuestAddress address() {
        Ipv4 last = network.or(mask.inverted());
        Ipv4 named = orElse(ConfigKey.UML_NETWORK, network);
        if (!named.equals(network)) {
            values.problem(ConfigKey.UML_NETWORK, ip + " with the mask " + mask + " is in the network " + network);
        }
        Ipv4 broadcast = orElse(ConfigKey.UML_BROADCAST, last);
        if (!broadcast.equals(last) && !broadcast.equals(EVERYONE)) {
            values.problem(
                    ConfigKey.UML_BROADCAST,
                    "the broadcast address of " + network + " with the mask " + mask + " is " + last);
        }
        Ipv4 gateway = orElse(ConfigKey.UML_GATEWAY, network.plus(1));
        if (!gateway.and(mask).equals(network)) {
            values.problem(ConfigKey.UML_GATEWAY, "the gateway is not in the network " + network + " of " + ip);
        }
        return new GuestAddress(
                ip.toString(), mask.toString(), network.toString(), broadcast.toString(), gateway.toString());
    }

    private Ipv4 orElse(ConfigKey key, Ipv4 derived) {
        return values.optional(key, Ipv4::parse).orElse(derived);
    }

    private static Ipv4 mask(String text) {
        Ipv4 mask = Ipv4.parse(text);
        if (!mask.isMask()) {
            throw new IllegalArgumentException("a mask is ones and then zeros, such as 255.255.255.0");
        }
        return mask;
    }
}
