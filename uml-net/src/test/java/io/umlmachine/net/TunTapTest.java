package io.umlmachine.net;

import static io.umlmachine.net.AddressingException.Setting.ADDRESS;
import static io.umlmachine.net.AddressingException.Setting.BROADCAST;
import static io.umlmachine.net.AddressingException.Setting.GATEWAY;
import static io.umlmachine.net.AddressingException.Setting.HOST_ADDRESS;
import static io.umlmachine.net.AddressingException.Setting.NAMESERVERS;
import static io.umlmachine.net.AddressingException.Setting.NETMASK;
import static io.umlmachine.net.AddressingException.Setting.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.NetworkHost;
import io.umlmachine.net.AddressingException.Mistake;
import io.umlmachine.net.AddressingException.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunTapTest {

    /** As pbuilder's manual has it. */
    private static final TunTap CHAPTER = TunTap.device("tap0")
            .hostAddress("192.168.1.198")
            .address("192.168.1.199")
            .netmask("255.255.255.0")
            .network("192.168.1.0")
            .broadcast("255.255.255.255")
            .gateway("192.168.1.1");

    private static void assertMistake(TunTap network, List<Setting> settings, String... values) {
        assertThat(network.mistakes()).hasSize(1);
        Mistake mistake = network.mistakes().get(0);
        assertThat(mistake.settings()).isEqualTo(settings);
        assertThat(mistake.explanation()).contains(values);
    }

    @Test
    void theManualsSampleHasNoMistake() {
        assertThat(CHAPTER.mistakes()).isEmpty();
        assertThat(CHAPTER.broadcast("192.168.1.255").mistakes()).isEmpty();
        assertThat(CHAPTER.address("192.168.1.199/24").mistakes()).isEmpty();
        assertThat(CHAPTER.gateway("192.168.1.198").mistakes())
                .as("the host as gateway")
                .isEmpty();
    }

    @Test
    void eachMistakeNamesBothValues() {
        assertMistake(CHAPTER.gateway("192.168.2.1"), List.of(GATEWAY, ADDRESS), "192.168.2.1", "192.168.1.199");
        assertMistake(
                CHAPTER.broadcast("192.168.2.255"), List.of(BROADCAST, ADDRESS), "192.168.2.255", "192.168.1.255");
        assertMistake(CHAPTER.network("192.168.2.0"), List.of(NETWORK, ADDRESS), "192.168.2.0", "192.168.1.0");
        assertMistake(CHAPTER.gateway("192.168.1.199"), List.of(GATEWAY, ADDRESS), "gateway 192.168.1.199");
        assertMistake(
                CHAPTER.hostAddress("192.168.1.199"), List.of(HOST_ADDRESS, ADDRESS), "host's address 192.168.1.199");
        assertMistake(CHAPTER.hostAddress("10.0.0.1"), List.of(HOST_ADDRESS, ADDRESS), "10.0.0.1", "192.168.1.0/24");
        assertMistake(CHAPTER.address("192.168.1.0"), List.of(ADDRESS, NETMASK), "192.168.1.0", "192.168.1.0/24");
        assertMistake(CHAPTER.address("192.168.1.255"), List.of(ADDRESS, NETMASK), "192.168.1.255", "broadcast");
        assertMistake(CHAPTER.gateway("192.168.1.0"), List.of(GATEWAY, NETMASK), "192.168.1.0", "192.168.1.0/24");
        assertMistake(CHAPTER.hostAddress("192.168.1.255"), List.of(HOST_ADDRESS, NETMASK), "192.168.1.255");
        assertMistake(
                CHAPTER.address("192.168.1.199/25").network("192.168.1.128").gateway("192.168.1.129"),
                List.of(NETMASK, ADDRESS),
                "255.255.255.0",
                "/24",
                "/25");
        assertMistake(CHAPTER.searchDomains(List.of("example")), List.of(NAMESERVERS), "example");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(TunTap.create().mistakes())
                .extracting(Mistake::settings)
                .containsExactlyInAnyOrder(List.of(NETMASK), List.of(ADDRESS));
        assertMistake(TunTap.create().address("192.168.1.199"), List.of(NETMASK), "192.168.1.199/24");
        assertMistake(CHAPTER.netmask("255.0.255.0"), List.of(NETMASK), "255.0.255.0");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        TunTap network = CHAPTER.gateway("192.168.2.1").broadcast("1.2.3.4").network("192.168.3.0");
        assertThat(network.mistakes())
                .extracting(mistake -> mistake.settings().get(0))
                .containsExactlyInAnyOrder(GATEWAY, BROADCAST, NETWORK);
        assertThatThrownBy(() -> network.attach(new NoHost()))
                .isInstanceOfSatisfying(
                        AddressingException.class,
                        failure -> assertThat(failure.mistakes()).isEqualTo(network.mistakes()))
                .hasMessageContainingAll("192.168.2.1", "1.2.3.4", "192.168.3.0");
    }

    @Test
    void thePoolsAddressesAreAllLookedAt() {
        TunTap network = TunTap.device("tap0").address(AddressPool.of("192.168.0.102/24 … .105"));
        assertThat(network.mistakes()).isEmpty();
        assertThat(network.gateway("192.168.0.1").mistakes()).isEmpty();
        assertMistake(network.gateway("192.168.0.104"), List.of(GATEWAY, ADDRESS), "192.168.0.104", "… 192.168.0.105");
        assertThat(network.address("192.168.0.102/24").gateway("192.168.0.104").mistakes())
                .as("the last address that was set counts")
                .isEmpty();
    }

    @Test
    void umlNetTakesAHostAddressOfAnyNetwork() {
        assertThat(TunTap.viaUmlNet("10.0.0.1").address("192.168.1.199/24").mistakes())
                .isEmpty();
        assertMistake(
                TunTap.viaUmlNet("192.168.1.199").address("192.168.1.199/24"),
                List.of(HOST_ADDRESS, ADDRESS),
                "192.168.1.199");
    }

    @Test
    void anOrderDoesNotMatter() {
        TunTap other = TunTap.device("tap0")
                .gateway("192.168.1.1")
                .broadcast("255.255.255.255")
                .netmask("255.255.255.0")
                .address("192.168.1.199");
        assertThat(other.mistakes()).isEmpty();
    }

    @Test
    void settersRefuseWhatIsNoValue() {
        for (String text : List.of("", "192.168.1", "host.example", "192.168.1.1/24")) {
            assertThatIllegalArgumentException().isThrownBy(() -> CHAPTER.gateway(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> CHAPTER.mtu(67)).withMessageContaining("67");
        assertThatIllegalArgumentException().isThrownBy(() -> CHAPTER.mac("02:00:c0:a8:01"));
        assertThatIllegalArgumentException().as("of many hosts").isThrownBy(() -> CHAPTER.mac("03:00:c0:a8:01:c7"));
        assertThatIllegalArgumentException().isThrownBy(() -> CHAPTER.waiting(Duration.ofMillis(-1)));
        for (String name : List.of("", "a/b", "a,b", "a b", "..", "sixteen-letters-")) {
            assertThatIllegalArgumentException().isThrownBy(() -> TunTap.device(name));
            assertThatIllegalArgumentException().isThrownBy(() -> TunTap.create(name));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TunTap.devices(List.of()));
    }

    /** Offers nothing: nothing may be asked for. */
    private record NoHost() implements NetworkHost {
        @Override
        public Path directory() {
            throw new AssertionError();
        }

        @Override
        public Helper start(List<String> command, HelperLog log) {
            throw new AssertionError();
        }
    }
}
