package io.umlmachine.internal.archive;

import io.umlmachine.internal.host.ProxyVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy for an address, found as apt finds it: apt's configuration, then the environment; and then as Java does, by
 * its system properties. Immutable and thread-safe.
 */
public final class Proxies extends ProxySelector {

    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

    private final AptConfig apt;
    private final ProxyVariables variables;

    public Proxies(AptConfig apt, Map<String, String> environment) {
        super();
        this.apt = apt;
        this.variables = new ProxyVariables(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String option = "Acquire::" + scheme + "::Proxy";
        Optional<String> configured = apt.get(option + "::" + uri.getHost()).or(() -> apt.get(option));
        if (configured.isPresent()) {
            return List.of(configured.get().equalsIgnoreCase("DIRECT") ? Proxy.NO_PROXY : parse(configured.get()));
        }
        Optional<String> named = variables.proxy(scheme);
        if (named.isPresent()) {
            return List.of(isExempt(uri.getHost()) ? Proxy.NO_PROXY : parse(named.get()));
        }
        ProxySelector java = ProxySelector.getDefault();
        return java == null ? List.of(Proxy.NO_PROXY) : java.select(uri);
    }

    /** As most programs read {@code no_proxy}: hosts, and domains with or without a dot in front; * for all. */
    private boolean isExempt(String host) {
        return variables.exceptions().stream()
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    private static Proxy parse(String text) {
        URI address = ProxyVariables.address(text)
                .orElseThrow(() -> new UncheckedIOException(
                        new IOException("Apt's configuration or the environment names a proxy '" + text
                                + "', which is not an address like http://proxy.example:3128")));
        int port = address.getPort() < 0 ? 80 : address.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        LOG.debug("No connection to the proxy {} for {}: {}", address, uri, failure.toString());
    }
}
