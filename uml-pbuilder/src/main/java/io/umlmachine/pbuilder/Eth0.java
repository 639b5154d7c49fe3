package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.config.Ipv4;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The network that {@code MY_ETH0} asks for. */
public sealed interface Eth0 {

    /**
     * Reads {@code slirp[,MAC][,PATH]} or {@code tuntap,[DEV],[MAC],[HOST-IP]}.
     *
     * @param text the value of {@code MY_ETH0}
     * @return the network
     * @throws IllegalArgumentException if the text is neither
     */
    static Eth0 parse(String text) {
        List<String> fields = Arrays.asList(text.split(",", -1));
        String transport = fields.get(0);
        int most = switch (transport) {
            case "slirp" -> 3;
            case "tuntap" -> 4;
            default ->
                throw new IllegalArgumentException(
                        "'" + transport + "' is no network of this library: use slirp[,MAC][,PATH] or"
                                + " tuntap,[DEV],[MAC],[HOST-IP]");
        };
        if (fields.size() > most) {
            throw new IllegalArgumentException("'" + text + "' has more than " + most + " fields");
        }
        return transport.equals("slirp")
                ? new Slirp(field(fields, 1).map(Eth0::mac), field(fields, 2))
                : new TunTap(
                        field(fields, 1),
                        field(fields, 2).map(Eth0::mac),
                        field(fields, 3).map(address -> Ipv4.parse(address).toString()));
    }

    /**
     * A private network of user-mode TCP/IP.
     *
     * @param mac the machine's hardware address; not used, because nothing outside the machine sees it
     * @param program the slirp program; not used, because the library has its own way
     */
    record Slirp(Optional<String> mac, Optional<String> program) implements Eth0 {}

    /**
     * A tap device of the host.
     *
     * @param device the device's name
     * @param mac the machine's hardware address
     * @param hostAddress the host's address on it
     */
    record TunTap(Optional<String> device, Optional<String> mac, Optional<String> hostAddress) implements Eth0 {}

    private static Optional<String> field(List<String> fields, int index) {
        return index < fields.size() && !fields.get(index).isEmpty()
                ? Optional.of(fields.get(index))
                : Optional.empty();
    }

    private static String mac(String text) {
        if (!Pattern.matches("(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}", text)) {
            throw new IllegalArgumentException("'" + text + "' is no hardware address, such as 02:00:00:12:34:56");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
