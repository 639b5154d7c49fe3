package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.ProxyVariables;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyTest {

    @Test
    void theEnvironmentIsReadInLowerAndInUpperCase() {
        HttpProxy proxy = HttpProxy.from(new ProxyVariables(Map.of(
                "http_proxy", "http://lower.example:1",
                "HTTP_PROXY", "http://upper.example:2",
                "HTTPS_PROXY", "upper.example:3",
                "NO_PROXY", "a.example, .b.example")));
        assertThat(proxy.http()).contains(URI.create("http://lower.example:1"));
        assertThat(proxy.https()).contains(URI.create("http://upper.example:3"));
        assertThat(proxy.exceptions()).containsExactly("a.example", ".b.example");
    }

    @Test
    void anEmptyEnvironmentIsNoProxy() {
        HttpProxy proxy = HttpProxy.from(new ProxyVariables(Map.of("http_proxy", "")));
        assertThat(proxy.http()).isEmpty();
        assertThat(proxy.https()).isEmpty();
        assertThat(proxy.exceptions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "::", "a b", "http:///path"})
    void whatNamesNoHostIsRefused(String address) {
        assertThatThrownBy(() -> HttpProxy.of(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(HttpProxy.of("http://user:secret@proxy.example:3128"))
                .hasToString(
                        "HttpProxy[http=http://proxy.example:3128, https=http://proxy.example:3128, exceptions=[]]");
    }
}
