package io.umlmachine.net;

import io.umlmachine.internal.host.ProxyVariables;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP proxy for the programs of a guest, which get it by their environment: {@code http_proxy}, {@code https_proxy} and
 * {@code no_proxy}, in upper case too. apt, curl, wget and most others heed them. Immutable and thread-safe.
 *
 * @param http the proxy for addresses that begin with http, if there is one
 * @param https the proxy for addresses that begin with https, if there is one
 * @param exceptions hosts and domains that are reached without it, as {@code no_proxy} names them
 */
public record HttpProxy(Optional<URI> http, Optional<URI> https, List<String> exceptions) {

    /**
     * Copies the exceptions.
     *
     * @param http the proxy for http
     * @param https the proxy for https
     * @param exceptions hosts without it
     * @throws IllegalArgumentException if an address names no host
     */
    public HttpProxy {
        http.ifPresent(HttpProxy::requireHost);
        https.ifPresent(HttpProxy::requireHost);
        exceptions = List.copyOf(exceptions);
    }

    private static void requireHost(URI address) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException(
                    "Not the address of a proxy, like http://proxy.example:3128: " + address);
        }
    }

    /**
     * One proxy for both.
     *
     * @param address such as {@code http://proxy.example:3128}; may hold a user and a password, which every program of the
     *     guest then sees
     * @return the proxy, without exceptions
     * @throws IllegalArgumentException if the address is none
     */
    public static HttpProxy of(String address) {
        Optional<URI> uri = Optional.of(parse(address));
        return new HttpProxy(uri, uri, List.of());
    }

    /**
     * What this program's environment names: {@code http_proxy}, {@code https_proxy} and {@code no_proxy}, or else the same in
     * upper case.
     *
     * @return the proxy; without addresses, if the environment has none
     * @throws IllegalArgumentException if the environment names an address that is none
     */
    public static HttpProxy fromEnvironment() {
        return from(new ProxyVariables(System.getenv()));
    }

    static HttpProxy from(ProxyVariables variables) {
        return new HttpProxy(
                variables.proxy("http").map(HttpProxy::parse),
                variables.proxy("https").map(HttpProxy::parse),
                variables.exceptions());
    }

    private static URI parse(String address) {
        return ProxyVariables.address(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Not the address of a proxy, like http://proxy.example:3128: '" + address + "'"));
    }

    /**
     * The same proxy, with other exceptions.
     *
     * @param hosts hosts, domains with or without a dot in front, or {@code *}
     * @return a changed copy
     */
    public HttpProxy except(String... hosts) {
        return new HttpProxy(http, https, List.of(hosts));
    }

    /**
     * An address for people: without user and password.
     *
     * @param address a proxy's
     * @return such as {@code http://proxy.example:3128}
     */
    public static String describe(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    /** The addresses without users and passwords. */
    @Override
    public String toString() {
        return "HttpProxy[http=" + http.map(HttpProxy::describe).orElse("none") + ", https="
                + https.map(HttpProxy::describe).orElse("none") + ", exceptions=" + exceptions + "]";
    }
}
