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
import java.util.regex.Pattern;

/** The keys of section {@code [network]} of rootstrap.conf. Names: rootstrap(1) and the rootstrap.conf of its package. */
final class RootstrapSettings {

    static final String TRANSPORT = "transport";

    private static final String NAMESERVER = "nameserver";
    private static final String DOMAIN = "domain";
    private static final String HOSTNAME = "hostname";
    private static final String SLIRP = "slirp";
    private static final String INTERFACE = "interface";

    private static final String HOST = "host";
    private static final String IP = "uml";
    private static final String NETMASK = "netmask";
    private static final String GATEWAY = "gateway";

    private static final Map<AddressingException.Setting, String> ADDRESSES = Map.of(
            AddressingException.Setting.ADDRESS, IP,
            AddressingException.Setting.NETMASK, NETMASK,
            AddressingException.Setting.GATEWAY, GATEWAY,
            AddressingException.Setting.HOST_ADDRESS, HOST);

    static final List<String> NAMES =
            List.of(TRANSPORT, INTERFACE, GATEWAY, "mirror", HOST, IP, NETMASK, DOMAIN, NAMESERVER, HOSTNAME, SLIRP);

    /** What the other sections hold; in a file without sections they stand beside the network's. */
    static final List<String> OTHERS = List.of(
            "fstype",
            "initialsize",
            "freespace",
            "modules",
            "PATH",
            "http_proxy",
            "dist",
            "include",
            "exclude",
            "install",
            "purge",
            "install_modules");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final String OWN_ADDRESSES = "slirp has its own addresses";

    private final Findings findings;

    private RootstrapSettings(Findings findings) {
        this.findings = findings;
    }

    static Reading read(Findings findings) {
        return new RootstrapSettings(findings).read();
    }

    private Reading read() {
        refuseUnknownKeys();
        Optional<Ipv4> host = findings.get(HOST, Ipv4::parse);
        boolean slirp = findings.get(TRANSPORT, RootstrapSettings::isSlirp).orElse(true);
        Transport transport = slirp
                ? new Transport.Slirp(Optional.empty(), findings.setting(SLIRP).map(Setting::value))
                : new Transport.TunTap(Optional.empty(), Optional.empty(), host.map(Ipv4::toString));
        Optional<GuestAddress> address = findings.get(IP, Ipv4::parse)
                .map(ip -> new AddressReader(findings, ADDRESSES).read(ip, host, true, false));
        if (!slirp && findings.setting(IP).isEmpty()) {
            findings.problem(TRANSPORT, "a tap needs the machine's address beside it, as in uml=192.168.1.199");
        }
        List<String> nameservers = findings.get(
                        NAMESERVER,
                        text -> Pattern.compile("[\\s,]+")
                                .splitAsStream(text)
                                .map(word -> Ipv4.parse(word).toString())
                                .toList())
                .orElse(List.of());
        Optional<String> domain = findings.get(DOMAIN, text -> name(text, "domain"));
        Optional<String> hostname = findings.get(HOSTNAME, text -> name(text, "host name"));
        remark(slirp);
        List<String> remarks = findings.remarks();
        return new Reading(
                transport, false, address, nameservers, domain, hostname, remarks, said(slirp, host, address));
    }

    private void refuseUnknownKeys() {
        for (Setting setting : findings.settings()) {
            if (!NAMES.contains(setting.key()) && !OTHERS.contains(setting.key())) {
                findings.problem(setting, "no key of [network], which are " + String.join(", ", NAMES));
            }
        }
    }

    private void remark(boolean slirp) {
        findings.remark(INTERFACE, "the machine's interface is always vec0");
        if (slirp) {
            findings.setting(SLIRP)
                    .ifPresent(setting -> findings.remark(SLIRP, setting.value() + " is not used, but slirp4netns"));
            for (String key : List.of(HOST, IP, NETMASK, GATEWAY)) {
                findings.remark(key, OWN_ADDRESSES);
            }
        } else {
            findings.remark(SLIRP, "transport=tuntap asks for no slirp");
            if (findings.setting(NAMESERVER).isEmpty()) {
                findings.remark(DOMAIN, "the machine looks nothing up in it without a nameserver");
            }
        }
    }

    private Map<Subject, Said> said(boolean slirp, Optional<Ipv4> host, Optional<GuestAddress> address) {
        Map<Subject, Said> said = new EnumMap<>(Subject.class);
        said.put(
                Subject.TRANSPORT,
                new Said(
                        findings.setting(TRANSPORT).orElse(new Setting(TRANSPORT, "slirp", "default")),
                        slirp ? "slirp" : "tuntap"));
        host.ifPresent(value -> say(said, Subject.HOST, HOST, value.toString()));
        address.ifPresent(addresses -> {
            say(said, Subject.IP, IP, addresses.ip());
            say(said, Subject.NETMASK, NETMASK, addresses.netmask());
            addresses.gateway().ifPresent(gateway -> say(said, Subject.GATEWAY, GATEWAY, gateway));
        });
        return said;
    }

    private void say(Map<Subject, Said> said, Subject subject, String key, String value) {
        said.put(subject, new Said(findings.setting(key).orElse(new Setting(key, value, "default")), value));
    }

    private static boolean isSlirp(String text) {
        return switch (text) {
            case "slirp" -> true;
            case "tuntap" -> false;
            default ->
                throw new IllegalArgumentException("'" + text + "' is no network of this library: use slirp or tuntap");
        };
    }

    private static String name(String text, String what) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no " + what + ": letters, digits, dots and hyphens");
        }
        return text;
    }
}
