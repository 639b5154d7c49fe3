package io.umlmachine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of memory or of a disk, in bytes. Immutable and thread-safe.
 *
 * @param bytes the number of bytes, not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final long KIB = 1024;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*([KMGT]?)(?:I?B)?");

    /**
     * Checks the number of bytes.
     *
     * @param bytes the number of bytes
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size cannot be negative: " + bytes + " bytes");
        }
    }

    /**
     * A size in KiB of 1,024 bytes.
     *
     * @param kibibytes how many
     * @return the size
     */
    public static ByteSize kibibytes(long kibibytes) {
        return new ByteSize(Math.multiplyExact(kibibytes, KIB));
    }

    /**
     * A size in MiB of 1,048,576 bytes.
     *
     * @param mebibytes how many
     * @return the size
     */
    public static ByteSize mebibytes(long mebibytes) {
        return kibibytes(Math.multiplyExact(mebibytes, KIB));
    }

    /**
     * A size in GiB of 1,073,741,824 bytes.
     *
     * @param gibibytes how many
     * @return the size
     */
    public static ByteSize gibibytes(long gibibytes) {
        return mebibytes(Math.multiplyExact(gibibytes, KIB));
    }

    /**
     * Reads a size as configuration files write it: {@code 512M}, {@code 4G}, {@code 65536}; units are powers of 1,024.
     *
     * @param text digits and an optional unit K, M, G or T, in either case
     * @return the size
     * @throws IllegalArgumentException if the text is no size
     */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a size: '" + text + "'; write digits and K, M, G or T, as in 512M");
        }
        int power = matcher.group(2).isEmpty() ? 0 : "KMGT".indexOf(matcher.group(2)) + 1;
        try {
            long bytes = Long.parseLong(matcher.group(1));
            for (int i = 0; i < power; i++) {
                bytes = Math.multiplyExact(bytes, KIB);
            }
            return new ByteSize(bytes);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("Size too large: '" + text + "'", e);
        }
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The size in the largest unit that divides it, as {@link #parse} reads it: {@code 512M}. */
    @Override
    public String toString() {
        long value = bytes;
        int power = 0;
        while (value != 0 && value % KIB == 0 && power < 4) {
            value /= KIB;
            power++;
        }
        return value + (power == 0 ? "" : "KMGT".substring(power - 1, power));
    }
}
