package io.umlmachine.pbuilder.internal.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An IPv4 address or mask. */
public record Ipv4(int bits) {

    private static final Pattern TEXT = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
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

    /** Whether the ones come first and the zeros last. */
    boolean isMask() {
        return bits != 0 && Integer.bitCount(bits) == Integer.numberOfLeadingZeros(~bits);
    }

    @Override
    public String toString() {
        return IntStream.of(24, 16, 8, 0)
                .mapToObj(shift -> Integer.toString(bits >>> shift & OCTET))
                .collect(Collectors.joining("."));
    }
}
