package io.umlmachine.net.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {

    @Property
    void whatIsWrittenIsReadAgain(@ForAll int bits) {
        assertThat(Ipv4.parse(new Ipv4(bits).toString())).isEqualTo(new Ipv4(bits));
    }

    @Property
    void theJdkMeansTheSame(@ForAll int bits) throws Exception {
        Ipv4 address = new Ipv4(bits);
        assertThat(InetAddress.getByName(address.toString())).isEqualTo(address.toInet());
        assertThat(address.toInet().getAddress()).isEqualTo(address.bytes());
    }

    @Property
    void oneHostIsWhatIsNeitherSpecialNorOfMany(@ForAll int bits) {
        Ipv4 address = new Ipv4(bits);
        InetAddress jdk = address.toInet();
        boolean reserved = bits >>> 28 == 15 || bits >>> 24 == 0;
        assertThat(address.isForOneHost())
                .isEqualTo(!jdk.isLoopbackAddress() && !jdk.isMulticastAddress() && !reserved);
    }

    @Property
    void addressesAreInTheOrderOfTheirNumbers(@ForAll int one, @ForAll int other) {
        assertThat(Integer.signum(new Ipv4(one).compareTo(new Ipv4(other))))
                .isEqualTo(Long.signum((one & 0xffffffffL) - (other & 0xffffffffL)));
    }

    @Property
    void aNetworkHoldsItsMembersFromItsFirstToItsLastAddress(@ForAll int bits, @ForAll @IntRange(max = 32) int prefix) {
        Ipv4 member = new Ipv4(bits);
        Ipv4Network network = Ipv4Network.of(member, prefix);
        assertThat(network.contains(member)).isTrue();
        assertThat(network.contains(network.address())).isTrue();
        assertThat(network.contains(network.broadcast())).isTrue();
        assertThat(network.address()).isLessThanOrEqualTo(member);
        assertThat(network.broadcast()).isGreaterThanOrEqualTo(member);
        assertThat(Integer.toUnsignedLong(
                                network.broadcast().bits() - network.address().bits())
                        + 1)
                .isEqualTo(1L << 32 - prefix);
        if (prefix > 0) {
            assertThat(network.contains(network.address().plus(-1))).isFalse();
            assertThat(network.contains(network.broadcast().plus(1))).isFalse();
        }
    }

    @Property
    void aNetmaskTellsItsPrefix(@ForAll @IntRange(max = 32) int prefix) {
        assertThat(Ipv4Network.prefixLength(Ipv4Network.of(new Ipv4(0), prefix).netmask()))
                .hasValue(prefix);
    }

    @Test
    void aMaskWithGapsIsNone() {
        assertThat(Ipv4Network.prefixLength(Ipv4.parse("255.0.255.0"))).isEmpty();
        assertThat(Ipv4Network.prefixLength(Ipv4.parse("0.0.0.255"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.-4",
                "a.b.c.d",
                "::1",
                "1.2.3.4/24",
                "1.2.3.99999999999",
                "١.2.3.4"
            })
    void otherTextsAreNamed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv4.parse(text)).withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/024", "1.2.3.4/24/24", "/24"})
    void aPrefixIsFromNoneToAllBits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressWithPrefix.parse(text))
                .withMessageContaining("'");
    }
}
