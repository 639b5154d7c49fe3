package io.umlmachine.net;

import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.tap.HardwareAddress;
import io.umlmachine.net.internal.tap.TapSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
     * A tap device of the host: {@link io.umlmachine.net.TunTap}.
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
        TapSource.existing(List.of(text));
        return text;
    }

    private static String mac(String text) {
        return HardwareAddress.parse(text).toString();
    }
}
