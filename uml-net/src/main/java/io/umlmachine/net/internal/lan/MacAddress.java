package io.umlmachine.net.internal.lan;

/**
 * An Ethernet address. Immutable and thread-safe.
 *
 * @param bits its 48 bits, the first byte highest
 */
public record MacAddress(long bits) {

    /** Of the addresses that anyone may give out, those that begin with 02; then an L for Lan. */
    private static final long PREFIX = 0x024cL << 32;

    private static final long GROUP = 1L << 40;

    /** One that is unique among the machines of a segment, as their IPv4 addresses are. */
    static MacAddress of(int ipv4) {
        return new MacAddress(PREFIX | Integer.toUnsignedLong(ipv4));
    }

    /** The address at a place of a frame. */
    static long read(byte[] frame, int offset) {
        long bits = 0;
        for (int i = 0; i < 6; i++) {
            bits = bits << 8 | frame[offset + i] & 0xff;
        }
        return bits;
    }

    /** Whether an address is that of a group of receivers, everyone included, and never a sender's. */
    static boolean isGroup(long bits) {
        return (bits & GROUP) != 0;
    }

    /** As in {@code 02:4c:0a:00:02:04}. */
    @Override
    public String toString() {
        return String.format("%012x", bits).replaceAll("(..)(?!$)", "$1:");
    }
}
