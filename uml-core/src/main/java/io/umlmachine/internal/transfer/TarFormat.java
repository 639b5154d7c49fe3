package io.umlmachine.internal.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fixed part of a tar archive, pax(1): headers of 512 bytes with numbers in octal. Larger numbers, longer names and
 * finer times are in records of an extended header before. Thread-safe.
 */
final class TarFormat {

    static final int BLOCK = 512;

    static final int NAME = 0;
    static final int NAME_LENGTH = 100;
    static final int MODE = 100;
    static final int UID = 108;
    static final int GID = 116;
    static final int ID_LENGTH = 8;
    static final int SIZE = 124;
    static final int TIME = 136;
    static final int LONG_LENGTH = 12;
    static final int CHECKSUM = 148;
    static final int TYPE = 156;
    static final int LINK = 157;
    static final int MAGIC = 257;
    static final int DEVICE_MAJOR = 329;
    static final int DEVICE_MINOR = 337;
    static final int PREFIX = 345;
    static final int PREFIX_LENGTH = 155;

    static final byte[] USTAR = {'u', 's', 't', 'a', 'r', 0, '0', '0'};

    static final char EXTENDED = 'x';
    static final char GLOBAL = 'g';

    private TarFormat() {}

    /** A length as the whole blocks that it takes. */
    static long blocks(long length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** The largest number that a field of a length can hold in octal, with a space or zero behind. */
    static long largest(int fieldLength) {
        return (1L << 3 * (fieldLength - 1)) - 1;
    }

    static void putOctal(byte[] header, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        int begin = at + length - 1 - digits.length();
        Arrays.fill(header, at, begin, (byte) '0');
        System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, header, begin, digits.length());
    }

    /**
     * Reads a number: octal digits between spaces and zeros, or, if the first bit is set, binary as GNU tar writes it.
     *
     * @throws IOException if it is neither, or does not fit 63 bits
     */
    static long number(byte[] header, int at, int length) throws IOException {
        if (header[at] < 0) {
            return binary(header, at, length);
        }
        long value = 0;
        boolean ended = false;
        for (int i = at; i < at + length; i++) {
            byte b = header[i];
            if (b == ' ' || b == 0) {
                ended |= value > 0 || b == 0;
            } else if (b < '0' || b > '7' || ended) {
                throw new DamagedArchiveException("a header holds a number that is none");
            } else {
                value = value << 3 | b - '0';
            }
        }
        return value;
    }

    private static long binary(byte[] header, int at, int length) throws IOException {
        // The first byte is 0x80 for a positive number and 0xff for a negative one.
        long value = header[at] == (byte) 0xff ? -1 : 0;
        if (value == 0 && header[at] != (byte) 0x80) {
            throw new DamagedArchiveException("a header holds a number that is too large");
        }
        for (int i = at + 1; i < at + length; i++) {
            if (value >= 1L << 55 || value < -(1L << 55)) {
                throw new DamagedArchiveException("a header holds a number that is too large");
            }
            value = value << 8 | header[i] & 0xff;
        }
        return value;
    }

    /** The sum of a header's bytes, its checksum counted as spaces. */
    static int checksum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    /**
     * The type of a header's entry.
     *
     * @throws IOException if the checksum says that it is no header
     */
    static char type(byte[] header) throws IOException {
        if (number(header, CHECKSUM, 8) != checksum(header)) {
            throw new DamagedArchiveException("the checksum of a header is wrong");
        }
        return (char) (header[TYPE] & 0xff);
    }

    /** Whether a block is of those that end an archive. */
    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a field up to the first zero. */
    static byte[] text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(header, at, end);
    }
}
