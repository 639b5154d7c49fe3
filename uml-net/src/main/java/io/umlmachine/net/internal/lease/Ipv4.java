package io.umlmachine.net.internal.lease;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of IPv4. Immutable and thread-safe.
 *
 * @param bits its four bytes, the first the most significant
 */
public record Ipv4(int bits) implements Comparable<Ipv4> {

    /** That of all hosts of the own network, whatever the network is: RFC 919. */
    public static final Ipv4 LIMITED_BROADCAST = new Ipv4(-1);

    /** Without leading zeros, which some programs take for octal numbers. */
    private static final String NUMBER = "(0|[1-9]\\d{0,2})";

    private static final Pattern FORMAT = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "\\." + NUMBER);

    /**
     * Reads an address.
     *
     * @param text four decimal numbers, separated by dots
     * @throws IllegalArgumentException naming the text, if it is no address
     */
    public static Ipv4 parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an IPv4 address, such as 192.168.1.199: '" + text + "'");
        }
        int bits = 0;
        for (int group = 1; group <= 4; group++) {
            int number = Integer.parseInt(matcher.group(group));
            if (number > 255) {
                throw new IllegalArgumentException(
                        "Not an IPv4 address: '" + text + "'; " + number + " is more than 255");
            }
            bits = bits << 8 | number;
        }
        return new Ipv4(bits);
    }

    /** The same address for the JDK. */
    public Inet4Address toInet() {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new AssertionError("Four bytes are an address", e);
        }
    }

    /** Its four bytes, in the order in which they are written. */
    public byte[] bytes() {
        return ByteBuffer.allocate(4).putInt(bits).array();
    }

    /** The address that comes a number of addresses later. */
    public Ipv4 plus(int number) {
        return new Ipv4(bits + number);
    }

    /** Whether it can be the address of one host: no network of its own, no loopback, no multicast, nothing reserved. */
    public boolean isForOneHost() {
        int first = bits >>> 24;
        return first != 0 && first != 127 && first < 224;
    }

    /** In the order of their numbers. */
    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}
