package io.umlmachine.image.internal.customise;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Network;
import io.umlmachine.internal.archive.AptConfig;
import io.umlmachine.net.HttpProxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final URI OWN = URI.create("http://proxy.example:3128");

    @Test
    void aptsProxyComesBeforeTheEnvironments() {
        AptConfig apt = new AptConfig(Map.of("acquire::http::proxy", "http://apt.example:8000"));

        HttpProxy proxy = Surroundings.ofHost(
                apt, Map.of("http_proxy", "http://env.example:80", "https_proxy", "http://env.example:443"));

        assertThat(proxy.http()).contains(URI.create("http://apt.example:8000"));
        assertThat(proxy.https()).contains(URI.create("http://env.example:443"));
    }

    @Test
    void directIsNoProxy() {
        AptConfig apt = new AptConfig(Map.of("acquire::http::proxy", "DIRECT"));

        assertThat(Surroundings.ofHost(apt, Map.of("http_proxy", "http://env.example:80"))
                        .http())
                .isEmpty();
    }

    @Test
    void theProxyThatWasAskedForIsTheOnlyOne() throws Exception {
        Surroundings surroundings = new Surroundings(Optional.of(OWN), Optional.empty());

        assertThat(surroundings.environment())
                .containsOnly(Map.entry("http_proxy", OWN.toString()), Map.entry("https_proxy", OWN.toString()));
        assertThat(surroundings.apt().get("Acquire::http::Proxy")).contains(OWN.toString());
        assertThat(surroundings.apt().get("Acquire::https::Proxy")).contains(OWN.toString());
    }

    @Test
    void exceptionsAreKept() {
        assertThat(Surroundings.ofHost(new AptConfig(Map.of()), Map.of("no_proxy", "a.example, b.example"))
                        .exceptions())
                .isEqualTo(List.of("a.example", "b.example"));
    }

    @Test
    void aNetworkOfAnotherKindIsLeftAloneAndItsCommandsHearOfTheProxy() throws Exception {
        Surroundings surroundings = new Surroundings(Optional.of(OWN), Optional.of(Network.none()));

        assertThat(surroundings.machineNetwork())
                .isSameAs(surroundings.network().orElseThrow());
        assertThat(surroundings.machineEnvironment()).containsEntry("http_proxy", OWN.toString());
        assertThat(new Surroundings(Optional.of(OWN), Optional.empty()).machineEnvironment())
                .isEmpty();
    }
}
