package io.umlmachine.net.internal.tap;

import io.umlmachine.net.internal.lease.Ipv4;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A hardware address of an Ethernet interface. Immutable and thread-safe.
 *
 * @param text six pairs of lower-case hexadecimal digits, separated by colons
 */
public record HardwareAddress(String text) {

    private static final Pattern FORMAT = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    /** The bit that tells an address of many from that of one: IEEE 802. */
    private static final int MULTICAST = 1;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none that one interface can have
     */
    public static HardwareAddress parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!FORMAT.matcher(lower).matches()) {
            throw new IllegalArgumentException("Not a hardware address, such as 02:00:c0:a8:01:c7: '" + text + "'");
        }
        if ((Integer.parseInt(lower.substring(0, 2), 16) & MULTICAST) != 0 || lower.equals("00:00:00:00:00:00")) {
            throw new IllegalArgumentException("Not the hardware address of one interface: '" + text + "'");
        }
        return new HardwareAddress(lower);
    }

    /** One that nobody was given, and no other machine has as long as it has the IPv4 address. */
    public static HardwareAddress of(Ipv4 address) {
        int bits = address.bits();
        // The second lowest bit says that no maker gave it out.
        return new HardwareAddress(String.format(
                "02:00:%02x:%02x:%02x:%02x", bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255));
    }

    @Override
    public String toString() {
        return text;
    }
}
