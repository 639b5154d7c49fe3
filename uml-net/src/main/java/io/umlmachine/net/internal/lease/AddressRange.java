package io.umlmachine.net.internal.lease;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Addresses that follow each other in one network. Immutable and thread-safe.
 *
 * @param network the network
 * @param first the first
 * @param last the last; at most {@value #LIMIT} addresses there are
 */
public record AddressRange(Ipv4Network network, Ipv4 first, Ipv4 last) {

    /** More machines than one host can have. A range that is larger is a slip. */
    static final int LIMIT = 65_536;

    private static final Pattern WRITTEN = Pattern.compile("\\s*(\\S+?)\\s*(?:…|\\.{2,3}|-)\\s*(\\S+)\\s*");

    /**
     * Reads a range: first and last address, with {@code …}, {@code ...}, {@code ..} or {@code -} between them.
     *
     * @param text such as {@code 192.168.0.102/24 … .105}
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static AddressRange parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Not a range of addresses, such as '192.168.0.102/24 … 192.168.0.105': '" + text + "'");
        }
        return of(matcher.group(1), matcher.group(2));
    }

    /**
     * A range by its ends.
     *
     * @param first an address and a prefix, such as {@code 192.168.0.102/24}
     * @param last an address; without its first numbers if they are those of the first, such as {@code .105}
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static AddressRange of(String first, String last) {
        AddressWithPrefix from = AddressWithPrefix.parse(first);
        if (from.prefixLength().isEmpty()) {
            throw new IllegalArgumentException(
                    "The first address of a range needs the length of its network's prefix, as in 192.168.0.102/24: '"
                            + first + "'");
        }
        AddressWithPrefix to = AddressWithPrefix.parse(completed(from.address(), last));
        if (to.prefixLength().isPresent() && !to.prefixLength().equals(from.prefixLength())) {
            throw new IllegalArgumentException("The range's ends have different prefixes: " + first + " and " + last);
        }
        return new AddressRange(
                Ipv4Network.of(from.address(), from.prefixLength().getAsInt()), from.address(), to.address());
    }

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if one is outside of the network, no host's, or they are in the wrong order
     */
    public AddressRange {
        for (Ipv4 end : List.of(first, last)) {
            if (!network.contains(end)) {
                throw new IllegalArgumentException(
                        "The range's end " + end + " is not in the network " + network + " of its beginning " + first);
            }
            if (!end.isForOneHost()
                    || network.hasOwnAddresses()
                            && (end.equals(network.address()) || end.equals(network.broadcast()))) {
                throw new IllegalArgumentException(
                        "The range's end " + end + " is no address that a host of " + network + " can have");
            }
        }
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("The range's beginning " + first + " comes after its end " + last);
        }
        if (Integer.compareUnsigned(last.bits() - first.bits(), LIMIT) >= 0) {
            throw new IllegalArgumentException(
                    "The range " + first + " … " + last + " has more than " + LIMIT + " addresses");
        }
    }

    /** All of them, the first first. */
    public List<Ipv4> addresses() {
        return IntStream.rangeClosed(0, last.bits() - first.bits())
                .mapToObj(first::plus)
                .toList();
    }

    /** {@code .105} or {@code 105} with what it leaves out. */
    private static String completed(Ipv4 first, String last) {
        String tail = last.startsWith(".") ? last.substring(1) : last;
        long given = tail.chars().filter(character -> character == '.').count() + 1;
        String[] numbers = first.toString().split("\\.");
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < 4 - given; i++) {
            whole.append(numbers[i]).append('.');
        }
        return whole.append(given == 4 ? last : tail).toString();
    }

    /** As in {@code 192.168.0.102/24 … 192.168.0.105}. */
    @Override
    public String toString() {
        return first + "/" + network.prefixLength() + " … " + last;
    }
}
