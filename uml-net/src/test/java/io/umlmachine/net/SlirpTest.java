package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.PortForward;
import io.umlmachine.PortForward.Protocol;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlirpTest {

    @ParameterizedTest
    @ValueSource(ints = {575, 65_521, 0, -1})
    void anMtuOutOfRangeIsRefused(int bytes) {
        assertThatThrownBy(() -> Slirp.create().mtu(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("An MTU of " + bytes + " bytes");
    }

    @Test
    void theLimitsOfAnMtuAreInRange() {
        assertThatCode(() -> Slirp.create().mtu(576).mtu(65_520)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.example", "256.0.0.1", "1.2.3", "::1", "1.2.3.4\n", ""})
    void aNameServerIsAnAddress(String address) {
        assertThatThrownBy(() -> Slirp.create().nameservers("192.0.2.1", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + address + "'");
        assertThatThrownBy(() -> Slirp.create().nameservers()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "a\nnameserver 192.0.2.1", ".", "-a"})
    void aSearchDomainIsAName(String domain) {
        assertThatThrownBy(() -> Slirp.create().searchDomains(domain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + domain + "'");
    }

    @Test
    void onlyPortsOfIpv4AreForwarded() {
        PortForward forward = new PortForward(Protocol.TCP, new InetSocketAddress("::1", 8080), 80);
        assertThatThrownBy(() -> Slirp.create().forward(forward))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IPv4");
    }

    @Test
    void portsAreChecked() {
        assertThatThrownBy(() -> Slirp.create().forward(70_000, 80)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Slirp.create().forwardUdp(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
