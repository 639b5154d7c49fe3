package io.umlmachine.net.internal.config;

import io.umlmachine.net.AddressingException;
import io.umlmachine.net.GuestAddress;
import io.umlmachine.net.NetworkConfig.Setting;
import io.umlmachine.net.Transport;
import io.umlmachine.net.internal.lease.Ipv4;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code MY_ETH0} and the {@code UML_} addresses of pbuilder-uml.conf. */
final class PbuilderSettings {

    static final String TRANSPORT = "MY_ETH0";

    private static final String IP = "UML_IP";
    private static final String NETMASK = "UML_NETMASK";
    private static final String NETWORK = "UML_NETWORK";
    private static final String BROADCAST = "UML_BROADCAST";
    private static final String GATEWAY = "UML_GATEWAY";

    /** Those that follow from the machine's address, and are nothing without it. */
    private static final List<String> COMPANIONS = List.of(NETMASK, NETWORK, BROADCAST, GATEWAY);

    /** All that are the network's; a file has others beside them. */
    static final List<String> NAMES = List.of(TRANSPORT, IP, NETMASK, NETWORK, BROADCAST, GATEWAY);

    private static final Map<AddressingException.Setting, String> ADDRESSES = Map.of(
            AddressingException.Setting.ADDRESS, IP,
            AddressingException.Setting.NETMASK, NETMASK,
            AddressingException.Setting.NETWORK, NETWORK,
            AddressingException.Setting.BROADCAST, BROADCAST,
            AddressingException.Setting.GATEWAY, GATEWAY,
            AddressingException.Setting.HOST_ADDRESS, TRANSPORT);

    private static final Map<String, String> DEFAULTS =
            Map.of(TRANSPORT, "slirp", IP, "192.168.0.3", NETMASK, "255.255.255.0");

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
        boolean dhcp = findings.setting(IP)
                .filter(setting -> setting.value().equals(DHCP))
                .isPresent();
        Optional<GuestAddress> address = dhcp ? Optional.empty() : Optional.of(address(transport));
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

    private GuestAddress address(Transport transport) {
        Ipv4 ip = findings.get(IP, Ipv4::parse).orElseGet(() -> Ipv4.parse(DEFAULTS.get(IP)));
        Optional<Transport.TunTap> tap =
                transport instanceof Transport.TunTap tuntap ? Optional.of(tuntap) : Optional.empty();
        return new AddressReader(findings, ADDRESSES)
                .read(
                        ip,
                        tap.flatMap(Transport.TunTap::hostAddress).map(Ipv4::parse),
                        tap.filter(named -> named.device().isPresent()).isEmpty(),
                        true);
    }

    private void remark(Transport transport, boolean dhcp) {
        if (dhcp) {
            COMPANIONS.forEach(key -> findings.remark(key, "UML_IP=dhcp leaves the image's own configuration alone"));
        }
        if (transport instanceof Transport.Slirp slirp) {
            slirp.program().ifPresent(program -> findings.remark(TRANSPORT, program + " is not used, but slirp4netns"));
            slirp.mac().ifPresent(mac -> findings.remark(TRANSPORT, mac + " is not used, and nobody would see it"));
            if (!dhcp) {
                findings.remark(IP, OWN_ADDRESSES);
                COMPANIONS.forEach(key -> findings.remark(key, OWN_ADDRESSES));
            }
        }
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
            say(said, Subject.IP, IP, addresses.ip());
            say(said, Subject.NETMASK, NETMASK, addresses.netmask());
            say(said, Subject.NETWORK, NETWORK, addresses.network());
            say(said, Subject.BROADCAST, BROADCAST, addresses.broadcast());
            addresses.gateway().ifPresent(gateway -> say(said, Subject.GATEWAY, GATEWAY, gateway));
        });
        return said;
    }

    private void say(Map<Subject, Said> said, Subject subject, String key, String value) {
        Setting setting =
                findings.setting(key).orElseGet(() -> new Setting(key, DEFAULTS.getOrDefault(key, value), "default"));
        said.put(subject, new Said(setting, value));
    }
}
