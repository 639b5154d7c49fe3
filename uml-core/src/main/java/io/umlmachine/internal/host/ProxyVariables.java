package io.umlmachine.internal.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The variables by which an environment names HTTP proxies, in lower or in upper case. Immutable and thread-safe.
 *
 * @param environment the environment
 */
public record ProxyVariables(Map<String, String> environment) {

    /** Copies the environment. */
    public ProxyVariables {
        environment = Map.copyOf(environment);
    }

    /** The proxy for addresses of a scheme, as it is written: {@code http_proxy} for http, say. */
    public Optional<String> proxy(String scheme) {
        return variable(scheme + "_proxy");
    }

    /** Who is reached without a proxy, by {@code no_proxy}. */
    public List<String> exceptions() {
        return variable("no_proxy").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** The address of a proxy, by http if no scheme is written; empty if it names no host. */
    public static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
