package io.umlmachine.net.internal.lease;

import java.util.OptionalInt;

/**
 * An address as people write it, perhaps with the length of its network's prefix. Immutable and thread-safe.
 *
 * @param address the address
 * @param prefixLength 0 to 32, if it was written
 */
public record AddressWithPrefix(Ipv4 address, OptionalInt prefixLength) {

    /**
     * Reads it.
     *
     * @param text such as {@code 192.168.1.199/24} or {@code 192.168.1.199}
     * @throws IllegalArgumentException naming the text, if it is none
     */
    public static AddressWithPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new AddressWithPrefix(Ipv4.parse(text), OptionalInt.empty());
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("0|[1-9]|[12]\\d|3[0-2]")) {
            throw new IllegalArgumentException(
                    "Not the length of an IPv4 prefix, 0 to 32: '" + prefix + "' in '" + text + "'");
        }
        return new AddressWithPrefix(Ipv4.parse(text.substring(0, slash)), OptionalInt.of(Integer.parseInt(prefix)));
    }
}
