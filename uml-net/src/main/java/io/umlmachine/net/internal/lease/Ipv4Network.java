package io.umlmachine.net.internal.lease;

import java.util.OptionalInt;

/**
 * A network of IPv4. Immutable and thread-safe.
 *
 * @param address its first address
 * @param prefixLength how many bits its addresses have in common, 0 to 32
 */
public record Ipv4Network(Ipv4 address, int prefixLength) {

    /** Two hosts need no addresses for network and broadcast: RFC 3021. */
    private static final int POINT_TO_POINT = 31;

    /** The network that an address is in. */
    public static Ipv4Network of(Ipv4 member, int prefixLength) {
        return new Ipv4Network(new Ipv4(member.bits() & mask(prefixLength)), prefixLength);
    }

    /** The length of the prefix that a netmask stands for, or empty if it is none. */
    public static OptionalInt prefixLength(Ipv4 netmask) {
        int length = Integer.bitCount(netmask.bits());
        return mask(length) == netmask.bits() ? OptionalInt.of(length) : OptionalInt.empty();
    }

    public boolean contains(Ipv4 other) {
        return (other.bits() & mask(prefixLength)) == address.bits();
    }

    /** Its last address, by which all of its hosts are meant. */
    public Ipv4 broadcast() {
        return new Ipv4(address.bits() | ~mask(prefixLength));
    }

    public Ipv4 netmask() {
        return new Ipv4(mask(prefixLength));
    }

    /** Whether its first and last address stand for no host. */
    public boolean hasOwnAddresses() {
        return prefixLength < POINT_TO_POINT;
    }

    private static int mask(int prefixLength) {
        // A shift by 32 would be one by 0.
        return prefixLength == 0 ? 0 : -1 << 32 - prefixLength;
    }

    /** As in {@code 192.168.1.0/24}. */
    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
