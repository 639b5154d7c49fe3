package io.umlmachine.image.internal.customise;

import io.umlmachine.Network;
import io.umlmachine.internal.archive.AptConfig;
import io.umlmachine.internal.host.ProxyVariables;
import io.umlmachine.net.HttpProxy;
import io.umlmachine.net.Slirp;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an image's making reaches the archives: no part of what the image is. Immutable and thread-safe.
 *
 * @param proxy the HTTP proxy that was asked for; empty for the host's
 * @param network the network that was asked for; empty for {@link Slirp}
 */
public record Surroundings(Optional<URI> proxy, Optional<Network> network) {

    private static final String DIRECT = "DIRECT";

    /** The host's proxy, and {@link Slirp}. */
    public static final Surroundings DEFAULT = new Surroundings(Optional.empty(), Optional.empty());

    /** The variables by which programs of the host hear of the proxy. */
    public Map<String, String> environment() throws InterruptedException {
        HttpProxy used = httpProxy();
        Map<String, String> variables = new HashMap<>();
        used.http().ifPresent(address -> variables.put("http_proxy", address.toString()));
        used.https().ifPresent(address -> variables.put("https_proxy", address.toString()));
        if (!variables.isEmpty() && !used.exceptions().isEmpty()) {
            variables.put("no_proxy", String.join(",", used.exceptions()));
        }
        return variables;
    }

    /** Apt's configuration of the host, with the proxy in place of the host's if one was asked for. */
    public AptConfig apt() throws InterruptedException {
        AptConfig host = AptConfig.ofHost();
        if (proxy.isEmpty()) {
            return host;
        }
        Map<String, String> values = new HashMap<>(host.values());
        values.keySet().removeIf(name -> name.matches("acquire::https?::proxy(::.*)?"));
        values.put("acquire::http::proxy", proxy.get().toString());
        values.put("acquire::https::proxy", proxy.get().toString());
        return new AptConfig(values);
    }

    /** What the apt of a machine is told for the making only: it goes on with mirrors that stand still if the host's does. */
    public Map<String, String> machineApt() throws InterruptedException {
        return apt().checksValidity() ? Map.of() : Map.of("Acquire::Check-Valid-Until", "false");
    }

    /**
     * The network of a machine that installs packages, whose commands get the proxy by their environment. If no network was
     * asked for and the proxy is at the host's loopback address, the machine reaches what listens there.
     */
    public Network machineNetwork() throws InterruptedException {
        Network wanted = network.orElseGet(Slirp::create);
        if (!(wanted instanceof Slirp slirp) || network.isPresent() && proxy.isEmpty()) {
            return wanted;
        }
        HttpProxy used = httpProxy();
        if (used.http().isEmpty() && used.https().isEmpty()) {
            return slirp;
        }
        return (network.isEmpty() && isOnHost(used) ? slirp.isolateHost(false) : slirp).proxy(used);
    }

    /** The variables that commands of such a machine do not have from the network. */
    public Map<String, String> machineEnvironment() throws InterruptedException {
        return network.orElseGet(Slirp::create) instanceof Slirp ? Map.of() : environment();
    }

    private HttpProxy httpProxy() throws InterruptedException {
        return proxy.isPresent() ? new HttpProxy(proxy, proxy, List.of()) : ofHost(AptConfig.ofHost(), System.getenv());
    }

    /** As apt finds it: its configuration first, and then the environment. */
    static HttpProxy ofHost(AptConfig apt, Map<String, String> environment) {
        ProxyVariables variables = new ProxyVariables(environment);
        return new HttpProxy(address(apt, "http", variables), address(apt, "https", variables), variables.exceptions());
    }

    private static Optional<URI> address(AptConfig apt, String scheme, ProxyVariables variables) {
        return apt.get("Acquire::" + scheme + "::Proxy")
                .or(() -> variables.proxy(scheme))
                .filter(text -> !text.equalsIgnoreCase(DIRECT))
                .flatMap(ProxyVariables::address);
    }

    private static boolean isOnHost(HttpProxy proxy) {
        return isLoopback(proxy.http()) || isLoopback(proxy.https());
    }

    private static boolean isLoopback(Optional<URI> address) {
        try {
            return address.isPresent()
                    && InetAddress.getByName(address.get().getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Whoever needs it will say so.
            return false;
        }
    }
}
