package io.umlmachine.net.internal.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.net.internal.lease.Ipv4;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HardwareAddressTest {

    @Property
    void itIsOneThatAnInterfaceCanHaveAndDiffersAsTheAddressesDo(@ForAll int one, @ForAll int other) {
        HardwareAddress address = HardwareAddress.of(new Ipv4(one));
        assertThat(HardwareAddress.parse(address.text())).isEqualTo(address);
        assertThat(address.equals(HardwareAddress.of(new Ipv4(other)))).isEqualTo(one == other);
    }

    @Test
    void itShowsTheAddressThatItFollowsFrom() {
        assertThat(HardwareAddress.of(Ipv4.parse("192.168.1.199"))).hasToString("02:00:c0:a8:01:c7");
        assertThat(HardwareAddress.parse("02:00:C0:A8:01:C7"))
                .isEqualTo(HardwareAddress.of(Ipv4.parse("192.168.1.199")));
    }
}
