package io.umlmachine.net.internal.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An IPv4 address or mask. */
public record Ipv4(int bits) {

    private static final Pattern TEXT = Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}");
    private static final int OCTET = 0xff;

    public static Ipv4 parse(String text) {
        if (TEXT.matcher(text).matches()) {
            int[] octets =
                    Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
            if (Arrays.stream(octets).allMatch(octet -> octet <= OCTET)) {
                return new Ipv4(octets[0] << 24 | octets[1] << 16 | octets[2] << 8 | octets[3]);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no IPv4 address");
    }

    /** Reads a mask, whose ones come first. */
    public static Ipv4 parseMask(String text) {
        Ipv4 mask = parse(text);
        if (mask.bits == 0 || Integer.bitCount(mask.bits) != Integer.numberOfLeadingZeros(~mask.bits)) {
            throw new IllegalArgumentException("a mask is ones and then zeros, such as 255.255.255.0");
        }
        return mask;
    }

    /** How many ones a mask has. */
    public int prefixLength() {
        return Integer.bitCount(bits);
    }

    Ipv4 and(Ipv4 mask) {
        return new Ipv4(bits & mask.bits);
    }

    Ipv4 or(Ipv4 other) {
        return new Ipv4(bits | other.bits);
    }

    Ipv4 inverted() {
        return new Ipv4(~bits);
    }

    Ipv4 plus(int offset) {
        return new Ipv4(bits + offset);
    }

    @Override
    public String toString() {
        return IntStream.of(24, 16, 8, 0)
                .mapToObj(shift -> Integer.toString(bits >>> shift & OCTET))
                .collect(Collectors.joining("."));
    }
}
