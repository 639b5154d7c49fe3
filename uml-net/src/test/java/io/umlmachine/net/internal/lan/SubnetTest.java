package io.umlmachine.net.internal.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses of a segment. */
class SubnetTest {

    @Property
    void everyPrivateNetworkIsReadAsItIsWritten(
            @ForAll @IntRange(min = 0, max = 0xffffff) int bits, @ForAll @IntRange(min = 8, max = 29) int prefix) {
        int network = (0x0a000000 | bits) & -1 << (32 - prefix);
        Subnet subnet = new Subnet(network, prefix);
        assertThat(Subnet.parse(subnet.toString())).isEqualTo(subnet);
        assertThat(subnet.last() - subnet.first()).isEqualTo((1 << (32 - prefix)) - 6);
    }

    @Test
    void theFirstAddressesAreTheUplinks() {
        Subnet subnet = Subnet.parse("192.168.7.0/29");
        assertThat(subnet.gateway()).isEqualTo("192.168.7.2");
        assertThat(subnet.nameServer()).isEqualTo("192.168.7.3");
        assertThat(Subnet.format(subnet.first())).isEqualTo("192.168.7.4");
        assertThat(Subnet.format(subnet.last())).isEqualTo("192.168.7.6");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.2.0, such as 10.0.2.0/24",
        "10.0.2.0/24/1, such as",
        "10.0.256.0/24, Not an IPv4 address",
        "10.0.0.0/7, 8 to 29",
        "10.0.2.0/30, 8 to 29",
        "10.0.2.0/99, 8 to 29",
        "10.0.2.7/24, 10.0.2.0/24",
        "8.8.8.0/24, no private network",
        "172.32.0.0/16, no private network",
        "172.16.0.0/12, ",
        "192.168.0.0/16, ",
        "192.0.0.0/8, no private network",
    })
    void whatIsNoPrivateNetworkIsRefusedInWords(String text, String words) {
        if (words == null) {
            assertThat(Subnet.parse(text)).hasToString(text);
        } else {
            assertThatThrownBy(() -> Subnet.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(words);
        }
    }

    @Test
    void ethernetAddressesAreUniqueLocalAndNoGroups() {
        MacAddress address = MacAddress.of(0xc0a80704);
        assertThat(address).hasToString("02:4c:c0:a8:07:04");
        assertThat(MacAddress.isGroup(address.bits())).isFalse();
        assertThat(MacAddress.isGroup(0xffff_ffff_ffffL)).isTrue();
        assertThat(MacAddress.read(new byte[] {9, 2, 0x4c, -64, -88, 7, 4, 9}, 1))
                .isEqualTo(address.bits());
    }
}
