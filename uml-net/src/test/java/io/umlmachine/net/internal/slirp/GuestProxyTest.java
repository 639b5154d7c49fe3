package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.net.HttpProxy;
import io.umlmachine.net.SlirpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestProxyTest {

    private static Map<String, String> variables(HttpProxy proxy, boolean isolateHost) {
        return GuestProxy.variables(
                new SlirpConfig(List.of(), isolateHost, Optional.empty(), Optional.empty(), Optional.of(proxy), 1500));
    }

    @Test
    void aProxyBecomesVariablesInBothCases() {
        assertThat(variables(HttpProxy.of("proxy.example:3128").except("a.example", ".b.example"), true))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "http_proxy", "http://proxy.example:3128",
                        "HTTP_PROXY", "http://proxy.example:3128",
                        "https_proxy", "http://proxy.example:3128",
                        "HTTPS_PROXY", "http://proxy.example:3128",
                        "no_proxy", "a.example,.b.example",
                        "NO_PROXY", "a.example,.b.example"));
    }

    @Test
    void noProxyIsNoVariable() {
        assertThat(variables(new HttpProxy(Optional.empty(), Optional.empty(), List.of("a.example")), true))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "LOCALHOST"})
    void aProxyOfTheHostIsTheGatewayToAGuestThatReachesIt(String host) {
        assertThat(variables(HttpProxy.of("http://user:pass@" + host + ":3128"), false))
                .containsEntry("http_proxy", "http://user:pass@10.0.2.2:3128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2", "[::1]"})
    void anIsolatedHostsProxySaysWhatToDo(String host) {
        HttpProxy proxy = HttpProxy.of("http://user:secret@" + host + ":3128");
        assertThatThrownBy(() -> variables(proxy, true))
                .isInstanceOf(SlirpException.class)
                .hasMessageContaining("http://" + host + ":3128 listens on the host's loopback")
                .hasMessageContaining("isolateHost(false)")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "[::1]"})
    void slirpLeadsToOneLoopbackAddressOnly(String host) {
        assertThatThrownBy(() -> variables(HttpProxy.of("http://" + host + ":3128"), false))
                .isInstanceOf(SlirpException.class)
                .hasMessageContaining("let the proxy listen there");
    }
}
