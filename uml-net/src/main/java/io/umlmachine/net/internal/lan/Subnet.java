package io.umlmachine.net.internal.lan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The IPv4 network of a segment. Immutable and thread-safe.
 *
 * @param network its address
 * @param prefixLength the length of its prefix, {@value #WIDEST} to {@value #NARROWEST}
 */
public record Subnet(int network, int prefixLength) {

    static final int WIDEST = 8;
    static final int NARROWEST = 29;

    /** The router and the name server of an uplink, as slirp4netns(1) gives them out. */
    private static final int GATEWAY = 2;

    private static final int NAME_SERVER = 3;

    /** The numbers before it are the uplink's, whether there is one or not. */
    private static final int FIRST_MACHINE = 4;

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** The networks of RFC 1918. */
    private static final Subnet[] PRIVATE = {
        new Subnet(0x0a000000, 8), new Subnet(0xac100000, 12), new Subnet(0xc0a80000, 16)
    };

    /**
     * Reads one, as in {@code 10.0.2.0/24}.
     *
     * @throws IllegalArgumentException if it is none, not private, or too wide or narrow, which the message says
     */
    public static Subnet parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a subnet such as 10.0.2.0/24: " + text);
        }
        int network = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                throw new IllegalArgumentException("Not an IPv4 address: " + text);
            }
            network = network << 8 | part;
        }
        Subnet subnet = new Subnet(network, Integer.parseInt(matcher.group(5)));
        subnet.check(text);
        return subnet;
    }

    private void check(String text) {
        if (prefixLength < WIDEST || prefixLength > NARROWEST) {
            throw new IllegalArgumentException(
                    "The prefix of a lan's subnet is " + WIDEST + " to " + NARROWEST + " bits long: " + text);
        }
        if ((network & ~mask()) != 0) {
            throw new IllegalArgumentException(text + " is an address within a subnet; the subnet is "
                    + format(network & mask()) + "/" + prefixLength);
        }
        for (Subnet wide : PRIVATE) {
            if (prefixLength >= wide.prefixLength && (network & wide.mask()) == wide.network) {
                return;
            }
        }
        throw new IllegalArgumentException(
                text + " is no private network: take a part of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
    }

    private int mask() {
        return -1 << (32 - prefixLength);
    }

    /** The router of an uplink. */
    String gateway() {
        return format(network + GATEWAY);
    }

    /** The name server of an uplink. */
    String nameServer() {
        return format(network + NAME_SERVER);
    }

    /** The first address for machines. */
    int first() {
        return network + FIRST_MACHINE;
    }

    /** The last address for machines; the one after it is for broadcasts. */
    int last() {
        return (network | ~mask()) - 1;
    }

    /** An address in its usual form. */
    static String format(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    /** As in {@code 10.0.2.0/24}. */
    @Override
    public String toString() {
        return format(network) + "/" + prefixLength;
    }
}
