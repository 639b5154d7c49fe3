package io.umlmachine.net.internal.config;

import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.NetworkConfig.Setting;
import io.umlmachine.net.Transport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code MY_ETH0} and the {@code UML_} addresses of pbuilder-uml.conf. */
final class PbuilderSettings {

    static final String TRANSPORT = "MY_ETH0";

    private static final AddressKeys KEYS =
            new AddressKeys("UML_IP", "UML_NETMASK", "UML_NETWORK", "UML_BROADCAST", "UML_GATEWAY", TRANSPORT);

    /** All that are the network's; a file has others beside them. */
    static final List<String> NAMES =
            List.of(TRANSPORT, KEYS.ip(), KEYS.netmask(), KEYS.network(), KEYS.broadcast(), KEYS.gateway());

    private static final Map<String, String> DEFAULTS =
            Map.of(TRANSPORT, "slirp", KEYS.ip(), "192.168.0.3", KEYS.netmask(), "255.255.255.0");

    private static final String DHCP = "dhcp";
    private static final String OWN_ADDRESSES = "slirp has its own addresses; parallel machines need no different ones";

    private final Findings findings;

    private PbuilderSettings(Findings findings) {
        this.findings = findings;
    }

    static Reading read(Findings findings) {
        return new PbuilderSettings(findings).read();
    }

    private Reading read() {
        Transport transport = findings.get(TRANSPORT, Transport::parse)
                .orElse(new Transport.Slirp(Optional.empty(), Optional.empty()));
        boolean dhcp = findings.setting(KEYS.ip())
                .filter(setting -> setting.value().equals(DHCP))
                .isPresent();
        Optional<Ipv4> host = hostAddress(transport).map(Ipv4::parse);
        Optional<GuestAddress> address = dhcp
                ? Optional.empty()
                : Optional.of(AddressReader.read(
                        findings,
                        KEYS,
                        findings.get(KEYS.ip(), Ipv4::parse).orElseGet(() -> Ipv4.parse(DEFAULTS.get(KEYS.ip()))),
                        host,
                        true));
        remark(transport, dhcp);
        List<String> remarks = findings.remarks();
        return new Reading(
                transport,
                dhcp,
                address,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                remarks,
                said(transport, address));
    }

    private void remark(Transport transport, boolean dhcp) {
        List<String> companions = NAMES.subList(2, NAMES.size());
        if (dhcp) {
            companions.forEach(key -> findings.remark(key, "UML_IP=dhcp leaves the image's own configuration alone"));
        }
        if (transport instanceof Transport.Slirp slirp) {
            slirp.program().ifPresent(program -> findings.remark(TRANSPORT, program + " is not used, but slirp4netns"));
            slirp.mac().ifPresent(mac -> findings.remark(TRANSPORT, mac + " is not used, and nobody would see it"));
            if (!dhcp) {
                findings.remark(KEYS.ip(), OWN_ADDRESSES);
                companions.forEach(key -> findings.remark(key, OWN_ADDRESSES));
            }
        }
    }

    private static Optional<String> hostAddress(Transport transport) {
        return transport instanceof Transport.TunTap tap ? tap.hostAddress() : Optional.empty();
    }

    private Map<Subject, Said> said(Transport transport, Optional<GuestAddress> address) {
        Map<Subject, Said> said = new EnumMap<>(Subject.class);
        say(said, Subject.TRANSPORT, TRANSPORT, transport instanceof Transport.Slirp ? "slirp" : "tuntap");
        if (transport instanceof Transport.TunTap tap) {
            tap.device().ifPresent(device -> say(said, Subject.DEVICE, TRANSPORT, device));
            tap.mac().ifPresent(mac -> say(said, Subject.MAC, TRANSPORT, mac));
            tap.hostAddress().ifPresent(host -> say(said, Subject.HOST, TRANSPORT, host));
        }
        address.ifPresent(addresses -> {
            say(said, Subject.IP, KEYS.ip(), addresses.ip());
            say(said, Subject.NETMASK, KEYS.netmask(), addresses.netmask());
            say(said, Subject.NETWORK, KEYS.network(), addresses.network());
            say(said, Subject.BROADCAST, KEYS.broadcast(), addresses.broadcast());
            addresses.gateway().ifPresent(gateway -> say(said, Subject.GATEWAY, KEYS.gateway(), gateway));
        });
        return said;
    }

    private void say(Map<Subject, Said> said, Subject subject, String key, String value) {
        Setting setting =
                findings.setting(key).orElseGet(() -> new Setting(key, DEFAULTS.getOrDefault(key, value), "default"));
        said.put(subject, new Said(setting, value));
    }
}
