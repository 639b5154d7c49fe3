package io.umlmachine.net;

import io.umlmachine.net.internal.config.Ipv4;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How packets leave a machine, as {@code MY_ETH0} of pbuilder-uml.conf or {@code transport} of rootstrap.conf say. */
public sealed interface Transport {

    /**
     * Reads {@code slirp[,MAC][,PATH]} or {@code tuntap,[DEV],[MAC],[HOST-IP]}.
     *
     * @param text the value of {@code MY_ETH0}
     * @return the transport
     * @throws IllegalArgumentException if the text is neither
     */
    static Transport parse(String text) {
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
                ? new Slirp(field(fields, 1).map(Transport::mac), field(fields, 2))
                : new TunTap(
                        field(fields, 1).map(Transport::device),
                        field(fields, 2).map(Transport::mac),
                        field(fields, 3).map(address -> Ipv4.parse(address).toString()));
    }

    /**
     * A private network of user-mode TCP/IP: {@link io.umlmachine.net.Slirp}.
     *
     * @param mac the machine's hardware address; not used, because nothing outside the machine sees it
     * @param program the slirp program; not used, because slirp4netns takes its place
     */
    record Slirp(Optional<String> mac, Optional<String> program) implements Transport {}

    /**
     * A tap device of the host: TunTap.
     *
     * @param device the device's name
     * @param mac the machine's hardware address
     * @param hostAddress the host's IPv4 address on it
     */
    record TunTap(Optional<String> device, Optional<String> mac, Optional<String> hostAddress) implements Transport {}

    private static Optional<String> field(List<String> fields, int index) {
        return index < fields.size() && !fields.get(index).isEmpty()
                ? Optional.of(fields.get(index))
                : Optional.empty();
    }

    private static String device(String text) {
        // What the kernel takes for an interface's name: 15 bytes (IFNAMSIZ and its end), no slash, colon or blank.
        if (!Pattern.matches("[^\\s/:,]{1,15}", text) || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("'" + text + "' is no name of a network device, such as tap0");
        }
        return text;
    }

    private static String mac(String text) {
        if (!Pattern.matches("(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}", text)) {
            throw new IllegalArgumentException("'" + text + "' is no hardware address, such as 02:00:00:12:34:56");
        }
        if ((Integer.parseInt(text.substring(0, 2), 16) & 1) != 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is the address of a group of machines, not of one: its first byte is odd");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
