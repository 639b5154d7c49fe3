package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AptConfigTest {

    private static final URI MIRROR = URI.create("http://mirror.example/debian");

    @Test
    void valuesAreFoundInAnyCaseAndEmptyOnesAreNone() {
        AptConfig config = AptConfig.parse("""
                APT "";
                Acquire::http::Proxy "http://proxy.example:3128";
                Acquire::Languages:: "none";
                nonsense
                """);

        assertThat(config.get("acquire::HTTP::proxy")).contains("http://proxy.example:3128");
        assertThat(config.get("APT")).isEmpty();
        assertThat(config.get("Dir")).isEmpty();
    }

    @Test
    void validityIsCheckedUnlessAptDoesNot() {
        assertThat(AptConfig.parse("").checksValidity()).isTrue();
        assertThat(AptConfig.parse("Acquire::Check-Valid-Until \"true\";").checksValidity())
                .isTrue();
        assertThat(AptConfig.parse("Acquire::Check-Valid-Until \"false\";").checksValidity())
                .isFalse();
        assertThat(AptConfig.parse("Acquire::Check-Valid-Until \"0\";").checksValidity())
                .isFalse();
    }

    @Test
    void aptsProxyComesBeforeThatOfTheEnvironment() {
        Map<String, String> environment = Map.of("http_proxy", "http://env.example:8080");

        assertThat(proxy("Acquire::http::Proxy \"http://apt.example:3128\";", environment))
                .isEqualTo("HTTP @ apt.example/<unresolved>:3128");
        assertThat(proxy("", environment)).isEqualTo("HTTP @ env.example/<unresolved>:8080");
        assertThat(proxy("Acquire::http::Proxy::mirror.example \"DIRECT\";", environment))
                .isEqualTo("DIRECT");
        assertThat(proxy("", Map.of("HTTP_PROXY", "env.example"))).isEqualTo("HTTP @ env.example/<unresolved>:80");
    }

    @Test
    void hostsCanBeExemptFromTheEnvironmentsProxy() {
        for (String exempt : new String[] {"mirror.example", ".example", "example", "a.example, mirror.example", "*"}) {
            assertThat(proxy("", Map.of("http_proxy", "http://env.example:8080", "no_proxy", exempt)))
                    .as(exempt)
                    .isEqualTo("DIRECT");
        }
        assertThat(proxy("", Map.of("http_proxy", "http://env.example:8080", "no_proxy", "rror.example")))
                .startsWith("HTTP");
    }

    @Test
    void aMalformedProxyIsNamed() {
        assertThatThrownBy(() -> proxy("Acquire::http::Proxy \"http://:x\";", Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("http://:x");
    }

    private static String proxy(String apt, Map<String, String> environment) {
        Proxy proxy =
                new Proxies(AptConfig.parse(apt), environment).select(MIRROR).get(0);
        return proxy.toString();
    }
}
