package io.umlmachine.net.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    private static final List<String> FOUR =
            List.of("192.168.0.102", "192.168.0.103", "192.168.0.104", "192.168.0.105");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.0.102/24 … 192.168.0.105",
                "192.168.0.102/24 … .105",
                "192.168.0.102/24…105",
                "192.168.0.102/24 ... 0.105",
                "192.168.0.102/24....105",
                "192.168.0.102/24 .. .105",
                "192.168.0.102/24-.105",
                "  192.168.0.102/24 - 192.168.0.105/24 "
            })
    void aRangeIsWrittenInSeveralWays(String text) {
        AddressRange range = AddressRange.parse(text);
        assertThat(range.addresses()).extracting(Ipv4::toString).isEqualTo(FOUR);
        assertThat(range.network()).hasToString("192.168.0.0/24");
    }

    @Property
    void whatIsWrittenIsReadAgain(
            @ForAll int bits,
            @ForAll @IntRange(min = 1, max = 126) int network8,
            @ForAll @IntRange(min = 8, max = 22) int prefix,
            @ForAll @IntRange(min = 1, max = 700) int host,
            @ForAll @IntRange(max = 300) int more) {
        Ipv4Network network = Ipv4Network.of(new Ipv4(network8 << 24 | bits & 0xffffff), prefix);
        Ipv4 first = network.address().plus(host);
        Ipv4 last = first.plus(more);
        AddressRange range = new AddressRange(network, first, last);
        assertThat(AddressRange.parse(range.toString())).isEqualTo(range);
        assertThat(range.addresses())
                .hasSize(more + 1)
                .doesNotHaveDuplicates()
                .isSorted()
                .startsWith(first)
                .endsWith(last)
                .allMatch(network::contains);
    }

    @Property
    void anyOtherTextIsRefusedAndNothingElseHappens(@ForAll String text) {
        Assume.that(!text.matches("[0-9./ …-]*"));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.0.102 … .105 | needs the length",
                "192.168.0.105/24 … .102 | comes after",
                "192.168.0.250/24 … 192.168.1.5 | not in the network 192.168.0.0/24",
                "192.168.0.0/24 … .5 | no address that a host",
                "192.168.0.1/24 … .255 | no address that a host",
                "192.168.0.102/24 … 192.168.0.105/25 | different prefixes",
                "10.0.0.1/8 … 10.9.0.1 | more than 65536",
                "1.0.0.1/0 … 200.0.0.1 | more than 65536",
                "127.0.0.1/8 … .5 | no address that a host",
                "192.168.0.102/24 | Not a range",
                "192.168.0.102/24 … 999 | more than 255"
            })
    void whatIsNoRangeIsExplained(String text, String explanation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining(explanation);
    }

    @Test
    void twoHostsWithoutANetworkOfTheirOwnAreARange() {
        assertThat(AddressRange.of("10.0.0.0/31", ".1").addresses()).hasSize(2);
    }
}
