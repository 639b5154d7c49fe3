package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.net.NetworkConfig.Setting;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.Refuses;
import io.umlmachine.testing.Remarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConfigTest {

    /** As the pbuilder manual's chapter has it. */
    private static final String PBUILDER_SAMPLE = """
            MY_ETH0=tuntap,,,192.168.1.198
            UML_IP=192.168.1.199
            UML_NETMASK=255.255.255.0
            UML_NETWORK=192.168.1.0
            UML_BROADCAST=255.255.255.255
            UML_GATEWAY=192.168.1.1
            PBUILDER_UML_IMAGE="/home/dancer/uml-image"
            """;

    /** As the chapter has it, but for the mirror's name. */
    private static final String ROOTSTRAP_SAMPLE = """
            transport=tuntap
            interface=eth0
            gateway=192.168.1.1
            mirror=http://192.168.1.2:8081/debian
            host=192.168.1.198
            uml=192.168.1.199
            netmask=255.255.255.0
            """;

    @TempDir
    private Path directory;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private NetworkConfig read(String text) throws IOException {
        return NetworkConfig.parse(write("file", text));
    }

    private static NetworkConfig of(String... keysAndValues) {
        List<Setting> settings = new ArrayList<>();
        for (String setting : keysAndValues) {
            int at = setting.indexOf('=');
            settings.add(new Setting(setting.substring(0, at), setting.substring(at + 1), "test:" + settings.size()));
        }
        return NetworkConfig.parse(settings);
    }

    @Test
    @Parses({
        "MY_ETH0",
        "UML_IP",
        "UML_NETMASK",
        "UML_NETWORK",
        "UML_BROADCAST",
        "UML_GATEWAY",
        "rootstrap.conf transport",
        "rootstrap.conf gateway",
        "rootstrap.conf host",
        "rootstrap.conf uml",
        "rootstrap.conf netmask"
    })
    @Proves({"sample of rootstrap.conf", "agreement with pbuilder-uml.conf"})
    @Remarks("rootstrap.conf interface")
    void theChaptersTwoSamplesAreReadAsTheyStandAndAgree() throws IOException {
        NetworkConfig pbuilder = read(PBUILDER_SAMPLE);
        assertThat(pbuilder.transport())
                .isEqualTo(new Transport.TunTap(Optional.empty(), Optional.empty(), Optional.of("192.168.1.198")));
        assertThat(pbuilder.address())
                .contains(new GuestAddress(
                        "192.168.1.199",
                        "255.255.255.0",
                        "192.168.1.0",
                        "255.255.255.255",
                        Optional.of("192.168.1.1")));
        assertThat(pbuilder.remarks()).isEmpty();

        NetworkConfig rootstrap = read(ROOTSTRAP_SAMPLE);
        assertThat(rootstrap.transport()).isEqualTo(pbuilder.transport());
        assertThat(rootstrap.address())
                .contains(new GuestAddress(
                        "192.168.1.199", "255.255.255.0", "192.168.1.0", "192.168.1.255", Optional.of("192.168.1.1")));
        assertThat(rootstrap.remarks()).singleElement().asString().contains("file:2: interface has no effect", "vec0");

        assertThat(pbuilder.differences(rootstrap)).isEmpty();
        assertThat(rootstrap.agreesWith(pbuilder)).isTrue();
        pbuilder.requireAgreementWith(rootstrap);
        for (NetworkConfig config : List.of(pbuilder, rootstrap)) {
            assertThat(config.network())
                    .isInstanceOfSatisfying(
                            TunTap.class, tap -> assertThat(tap.mistakes()).isEmpty());
        }
    }

    @Test
    void theSampleMayBeIndentedOrInItsSection() throws IOException {
        NetworkConfig plain = read(ROOTSTRAP_SAMPLE);
        assertThat(read(ROOTSTRAP_SAMPLE.indent(4)).address()).isEqualTo(plain.address());
        NetworkConfig sectioned = read("[global]\nfstype = ext4\nmodules = network mkfs\n  mount uml\n\n[network]\n"
                + ROOTSTRAP_SAMPLE + "\n[debian]\ndist: bookworm\nhost=not.the.networks\n");
        assertThat(sectioned.transport()).isEqualTo(plain.transport());
        assertThat(sectioned.address()).isEqualTo(plain.address());
    }

    @Test
    void whatNobodySaysIsSlirp() {
        NetworkConfig config = NetworkConfig.parse(List.of());
        assertThat(config.transport()).isEqualTo(new Transport.Slirp(Optional.empty(), Optional.empty()));
        assertThat(config.network()).isInstanceOf(Slirp.class);
        assertThat(config.address())
                .contains(new GuestAddress(
                        "192.168.0.3", "255.255.255.0", "192.168.0.0", "192.168.0.255", Optional.of("192.168.0.1")));
        assertThat(config.remarks()).isEmpty();
    }

    @Test
    @Parses({"rootstrap.conf transport", "rootstrap.conf nameserver", "rootstrap.conf domain", "rootstrap.conf hostname"
    })
    @Remarks("rootstrap.conf slirp")
    void rootstrapsSlirpNeedsNoAddressesAndTellsWhatTakesThePlaceOfItsProgram() throws IOException {
        NetworkConfig config = read("""
                [network]
                transport=slirp
                host=192.168.10.1
                uml=192.168.10.2
                netmask=255.255.0.0
                nameserver=10.0.2.3 10.0.2.4
                domain=uml.example
                hostname=uml
                slirp=slirp-fullbolt
                """);
        assertThat(config.network()).isInstanceOf(Slirp.class);
        assertThat(config.hostname()).contains("uml");
        assertThat(config.domain()).contains("uml.example");
        assertThat(config.nameservers()).containsExactly("10.0.2.3", "10.0.2.4");
        assertThat(config.remarks())
                .hasSize(4)
                .anyMatch(remark ->
                        remark.endsWith(":9: slirp has no effect here: slirp-fullbolt is not used, but slirp4netns"))
                .anyMatch(remark -> remark.contains(":4: uml has no effect here"));
    }

    @Test
    void theProgramOfALegacySlirpIsExplained() {
        NetworkConfig config = of("MY_ETH0=slirp,02:00:00:00:00:01,/usr/bin/slirp-fullbolt", "UML_IP=192.168.0.102");
        assertThat(config.network()).isInstanceOf(Slirp.class);
        assertThat(config.remarks())
                .containsExactly(
                        "test:0: MY_ETH0 has no effect here: /usr/bin/slirp-fullbolt is not used, but slirp4netns",
                        "test:0: MY_ETH0 has no effect here: 02:00:00:00:00:01 is not used, and nobody would see it",
                        "test:1: UML_IP has no effect here: slirp has its own addresses; parallel machines need no"
                                + " different ones");
    }

    @Test
    void dhcpLeavesTheAddressesAlone() {
        NetworkConfig config = of("MY_ETH0=tuntap,tap3", "UML_IP=dhcp", "UML_GATEWAY=10.0.0.1");
        assertThat(config.address()).isEmpty();
        assertThat(config.transport())
                .isEqualTo(new Transport.TunTap(Optional.of("tap3"), Optional.empty(), Optional.empty()));
        assertThat(config.remarks()).singleElement().asString().startsWith("test:2: UML_GATEWAY has no effect here");
        assertThat(of("UML_IP=dhcp").network())
                .as("a slirp whose guest sets itself up")
                .isNotInstanceOf(Slirp.class);
        assertThat(config.agreesWith(of("transport=tuntap", "uml=10.0.0.2", "gateway=10.0.0.1")))
                .as("with rootstrap, which made the image's own configuration")
                .isTrue();
    }

    @Test
    @Proves("agreement with pbuilder-uml.conf")
    void theKeysThatDifferAreNamedWithTheirPlaces() throws IOException {
        NetworkConfig pbuilder = NetworkConfig.parse(write("pbuilder-uml.conf", PBUILDER_SAMPLE));
        NetworkConfig rootstrap = NetworkConfig.parse(write(
                "rootstrap.conf",
                ROOTSTRAP_SAMPLE
                        .replace("host=192.168.1.198", "host=192.168.1.197")
                        .replace(".199", ".200")));
        assertThat(pbuilder.differences(rootstrap))
                .extracting(NetworkConfig.Difference::toString)
                .containsExactly(
                        "MY_ETH0=tuntap,,,192.168.1.198 (" + directory.resolve("pbuilder-uml.conf")
                                + ":1) but host=192.168.1.197 (" + directory.resolve("rootstrap.conf") + ":5)",
                        "UML_IP=192.168.1.199 (" + directory.resolve("pbuilder-uml.conf")
                                + ":2) but uml=192.168.1.200 (" + directory.resolve("rootstrap.conf") + ":6)");
        assertThatThrownBy(() -> pbuilder.requireAgreementWith(rootstrap))
                .isInstanceOf(NetworkConfigException.class)
                .hasMessageContaining("pbuilder-uml.conf:2: UML_IP=192.168.1.199: differs from uml=192.168.1.200");
    }

    @Test
    void aTapAndASlirpDifferInThatOnlyAndTwoSlirpsInNothing() throws IOException {
        NetworkConfig slirp = of("MY_ETH0=slirp", "UML_IP=10.1.1.1");
        assertThat(slirp.differences(read(ROOTSTRAP_SAMPLE))).singleElement().satisfies(difference -> {
            assertThat(difference.here()).isEqualTo(new Setting("MY_ETH0", "slirp", "test:0"));
            assertThat(difference.there().key()).isEqualTo("transport");
        });
        assertThat(slirp.agreesWith(of("transport=slirp", "uml=10.2.2.2"))).isTrue();
    }

    @Test
    void whatPbuilderTakesForGrantedIsComparedToo() {
        assertThat(of("MY_ETH0=tuntap").differences(of("transport=tuntap", "uml=192.168.0.3", "gateway=192.168.0.2")))
                .singleElement()
                .hasToString("UML_GATEWAY=192.168.0.1 (default) but gateway=192.168.0.2 (test:2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MY_ETH0=daemon                 | no network of this library: use slirp[,MAC][,PATH]",
                "MY_ETH0=slirp,zz               | Not a hardware address",
                "MY_ETH0=slirp,,a,b             | more than 3 fields",
                "MY_ETH0=tuntap,,01:00:00:00:00:01 | Not the hardware address of one interface",
                "MY_ETH0=tuntap,a-name-too-long-for-a-device | Not the name of a network device",
                "MY_ETH0=tuntap,,,,x            | more than 4 fields",
                "MY_ETH0=tuntap,,,192.168.0.3   | is the guest's own address",
                "MY_ETH0=tuntap,tap0,,10.0.0.1  | is not in the network 192.168.0.0/24",
                "UML_IP=192.168.0.300           | Not an IPv4 address",
                "UML_IP=192.168.0.03            | Not an IPv4 address",
                "UML_IP=192.168.0.0             | is that of the network 192.168.0.0/24 itself",
                "UML_IP=192.168.0.255           | is the broadcast address of",
                "UML_NETMASK=255.0.255.0        | must all be in front",
                "UML_NETWORK=10.0.0.0           | which is 192.168.0.0",
                "UML_GATEWAY=10.0.0.1           | is not in the network 192.168.0.0/24",
                "UML_GATEWAY=192.168.0.3        | is the guest's own address",
                "UML_BROADCAST=192.168.0.254    | which is 192.168.0.255",
            })
    @Refuses({"MY_ETH0", "UML_IP", "UML_NETMASK", "UML_NETWORK", "UML_BROADCAST", "UML_GATEWAY"})
    void mistakesInPbuildersKeysAreExplained(String line, String message) {
        assertThatThrownBy(() -> read("\nUML_MEM=64M\n" + line))
                .isInstanceOf(NetworkConfigException.class)
                .hasMessageStartingWith(directory.resolve("file") + ":3: " + line + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transport=tap           | use slirp or tuntap",
                "transport=tuntap        | uml=192.168.1.199",
                "uml=mars                | Not an IPv4 address",
                "gatway=192.168.1.1      | no key of [network], which are transport",
                "nameserver=10.0.0.1 dns | Not an IPv4 address",
                "domain=a_b              | no domain",
                "hostname=-a             | no host name",
                "UML_IP=10.0.0.1         | pbuilder-uml.conf",
            })
    @Refuses({
        "rootstrap.conf transport",
        "rootstrap.conf uml",
        "rootstrap.conf nameserver",
        "rootstrap.conf domain",
        "rootstrap.conf hostname"
    })
    void mistakesInRootstrapsKeysAreExplained(String line, String message) {
        String key = line.substring(0, line.indexOf('='));
        assertThatThrownBy(() -> of("transport=slirp", line))
                .isInstanceOf(NetworkConfigException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(key)
                .satisfies(
                        e -> assertThat(((NetworkConfigException) e).problems()).hasSize(1));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> of("MY_ETH0=ppp", "UML_IP=x", "UML_NETMASK=y"))
                .isInstanceOfSatisfying(
                        NetworkConfigException.class,
                        e -> assertThat(e.problems()).hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[network]\ntransport", "UML_IP=$(hostname)", "MY_ETH0=$NONE"})
    void filesThatCannotBeReadAreRefusedWithTheLine(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(NetworkConfigException.class)
                .hasMessageStartingWith(
                        directory.resolve("file") + ":" + text.lines().count() + ": ");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> NetworkConfig.parse(directory.resolve("none")))
                .isInstanceOf(NetworkConfigException.class)
                .hasMessageContaining(directory.resolve("none").toString());
    }

    @Test
    void variablesOfTheFileAreKnown() throws IOException {
        assertThat(read("net=10.1.2\nexport UML_IP=$net.7 UML_GATEWAY=\"${net}.9\"")
                        .address())
                .contains(new GuestAddress(
                        "10.1.2.7", "255.255.255.0", "10.1.2.0", "10.1.2.255", Optional.of("10.1.2.9")));
    }

    @Property(tries = 300)
    void theAddressesOfAnyMachineAgree(@ForAll int number, @ForAll @IntRange(min = 8, max = 30) int prefix) {
        int bits = 10 << 24 | number & 0xffffff;
        int mask = -1 << (32 - prefix);
        int host = bits & ~mask;
        if (host == 0 || host == ~mask || host == 1) {
            return;
        }
        String ip = text(bits);
        GuestAddress address = of("MY_ETH0=tuntap", "UML_IP=" + ip, "UML_NETMASK=" + text(mask))
                .address()
                .orElseThrow();
        assertThat(address.prefixLength()).isEqualTo(prefix);
        assertThat(address.network()).isEqualTo(text(bits & mask));
        assertThat(address.broadcast()).isEqualTo(text(bits | ~mask));
        NetworkConfig explicit = of(
                "MY_ETH0=tuntap",
                "UML_IP=" + ip,
                "UML_NETMASK=" + address.netmask(),
                "UML_NETWORK=" + address.network(),
                "UML_BROADCAST=" + address.broadcast(),
                "UML_GATEWAY=" + address.gateway().orElseThrow());
        assertThat(explicit.address()).contains(address);
        assertThat(of("transport=tuntap", "uml=" + ip, "netmask=" + address.netmask())
                        .agreesWith(explicit))
                .isTrue();
    }

    private static String text(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    @Property(tries = 2000)
    void anySettingsAreReadOrRefusedByTheirOwnNames(@ForAll("settings") List<Setting> settings) {
        try {
            NetworkConfig config = NetworkConfig.parse(settings);
            assertThat(config.differences(config)).isEmpty();
            assertThat(config.remarks()).allMatch(remark -> remark.startsWith("here: "));
        } catch (NetworkConfigException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(settings).contains(problem.setting()));
        }
    }

    @Provide
    Arbitrary<List<Setting>> settings() {
        Arbitrary<String> pbuilder = Arbitraries.of(
                "MY_ETH0", "UML_IP", "UML_NETMASK", "UML_NETWORK", "UML_BROADCAST", "UML_GATEWAY", "UML_MEM");
        Arbitrary<String> rootstrap = Arbitraries.of(
                "transport", "host", "uml", "netmask", "gateway", "nameserver", "domain", "slirp", "interface", "dist");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(
                        "slirp",
                        "tuntap",
                        "tuntap,,,10.0.0.1",
                        "slirp,,x",
                        "dhcp",
                        "",
                        "10.0.0.1",
                        "10.0.0.2",
                        "255.255.255.0",
                        "255.255.255.255",
                        "10.0.0.0",
                        "10.0.0.255",
                        "0.0.0.0"),
                Arbitraries.strings().ofMaxLength(6));
        return Arbitraries.of(List.of(pbuilder, rootstrap))
                .flatMap(names -> Combinators.combine(names, values)
                        .as((name, value) -> new Setting(name, value, "here"))
                        .list()
                        .ofMaxSize(7));
    }
}
