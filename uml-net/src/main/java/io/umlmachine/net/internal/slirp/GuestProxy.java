package io.umlmachine.net.internal.slirp;

import io.umlmachine.net.HttpProxy;
import io.umlmachine.net.SlirpException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A proxy as a guest reaches it. */
final class GuestProxy {

    private GuestProxy() {}

    /**
     * The variables of a guest's environment, in lower and in upper case: programs differ in which they read.
     *
     * @throws SlirpException if the guest could not reach the proxy
     */
    static Map<String, String> variables(SlirpConfig config) {
        Map<String, String> variables = new LinkedHashMap<>();
        config.proxy().ifPresent(proxy -> {
            proxy.http().ifPresent(address -> put(variables, "http_proxy", reachable(address, config)));
            proxy.https().ifPresent(address -> put(variables, "https_proxy", reachable(address, config)));
            if (!variables.isEmpty() && !proxy.exceptions().isEmpty()) {
                put(variables, "no_proxy", String.join(",", proxy.exceptions()));
            }
        });
        return Map.copyOf(variables);
    }

    private static void put(Map<String, String> variables, String name, String value) {
        variables.put(name, value);
        variables.put(name.toUpperCase(Locale.ROOT), value);
    }

    private static String reachable(URI address, SlirpConfig config) {
        Optional<Boolean> reached = loopback(address.getHost());
        if (reached.isEmpty()) {
            return address.toString();
        }
        String described = "The proxy " + HttpProxy.describe(address) + " listens on the host's loopback interface";
        if (config.isolateHost()) {
            throw new SlirpException(
                    described + ", which the guest does not reach; either let the guest reach all services"
                            + " there with isolateHost(false), or let the proxy listen at another address of the host, and name that");
        }
        if (!reached.get()) {
            throw new SlirpException(
                    described + ", at an address other than 127.0.0.1, to which alone slirp4netns lets a"
                            + " guest; let the proxy listen there");
        }
        String guests = address.toString();
        return guests.replaceFirst(Pattern.quote(address.getHost()), SlirpConfig.HOST);
    }

    /** Empty for no loopback address, else whether 10.0.2.2 leads there. */
    private static Optional<Boolean> loopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.equals("127.0.0.1") || name.equals("0.0.0.0")) {
            return Optional.of(true);
        }
        boolean other = name.matches("127\\.\\d+\\.\\d+\\.\\d+") || name.equals("[::1]") || name.endsWith(".localhost");
        return other ? Optional.of(false) : Optional.empty();
    }
}
