package io.umlmachine.net.internal.config;

import io.umlmachine.Network;
import io.umlmachine.internal.host.Programs;
import io.umlmachine.net.AddressPool;
import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.Slirp;
import io.umlmachine.net.Transport;
import io.umlmachine.net.TunTap;
import java.util.List;
import java.util.Optional;

/** Makes networks of what settings come to. */
public final class ConfiguredNetworks {

    private static final String UML_NET = "uml_net";

    /**
     * Stands for the addresses of guests that set themselves up, so that each has a hardware address of its own. No host has
     * them: they are of those that RFC 3927 keeps for networks without any configuration.
     */
    private static final AddressPool UNKNOWN_ADDRESSES = AddressPool.of("169.254.213.1/24 … .254");

    private ConfiguredNetworks() {}

    /** The network that settings describe. */
    public static Network of(Reading reading) {
        Network network = reading.transport() instanceof Transport.TunTap tap ? tap(tap, reading) : slirp(reading);
        return reading.dhcp() ? new UnconfiguredNetwork(network) : network;
    }

    private static Slirp slirp(Reading reading) {
        Slirp slirp = Slirp.create();
        if (!reading.nameservers().isEmpty()) {
            slirp = slirp.nameservers(reading.nameservers().toArray(String[]::new));
        }
        Optional<String> domain = reading.domain();
        return domain.isPresent() ? slirp.searchDomains(domain.get()) : slirp;
    }

    private static TunTap tap(Transport.TunTap tap, Reading reading) {
        TunTap network = source(tap);
        if (tap.mac().isPresent()) {
            network = network.mac(tap.mac().get());
        }
        if (reading.dhcp()) {
            return network.address(UNKNOWN_ADDRESSES);
        }
        GuestAddress address = reading.address().orElseThrow();
        network = network.address(address.ip())
                .netmask(address.netmask())
                .network(address.network())
                .broadcast(address.broadcast());
        if (tap.hostAddress().isPresent()) {
            network = network.hostAddress(tap.hostAddress().get());
        }
        if (address.gateway().isPresent()) {
            network = network.gateway(address.gateway().get());
        }
        if (!reading.nameservers().isEmpty()) {
            network = network.nameservers(reading.nameservers());
            Optional<String> domain = reading.domain();
            network = domain.isPresent() ? network.searchDomains(List.of(domain.get())) : network;
        }
        return network;
    }

    /** The tap that is named; or else one that uml_net makes, as it was always done, if the host has that; or one of ours. */
    private static TunTap source(Transport.TunTap tap) {
        if (tap.device().isPresent()) {
            return TunTap.device(tap.device().get());
        }
        return tap.hostAddress().isPresent() && Programs.find(UML_NET).isPresent()
                ? TunTap.viaUmlNet(tap.hostAddress().get())
                : TunTap.create();
    }
}
