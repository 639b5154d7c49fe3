package io.umlmachine.net;

import io.umlmachine.net.internal.lease.Claim;

/**
 * An address that no other machine of this host has, as long as this is open and this program lives. Thread-safe.
 *
 * <p>It ends with the program, however that ends: nobody has to clean up. Only those heed it who take leases, which all
 * machines of {@link TunTap} do; the host's other programs may use the address all the same.
 */
public final class AddressLease implements AutoCloseable {

    private final Claim claim;
    private final int prefixLength;

    AddressLease(Claim claim, int prefixLength) {
        this.claim = claim;
        this.prefixLength = prefixLength;
    }

    /**
     * The address.
     *
     * @return four decimal numbers, separated by dots
     */
    public String address() {
        return claim.name();
    }

    /**
     * The length of the network's prefix.
     *
     * @return 0 to 32
     */
    public int prefixLength() {
        return prefixLength;
    }

    /** Gives the address back. Does nothing the second time. */
    @Override
    public void close() {
        claim.close();
    }

    /** As in {@code 192.168.0.102/24}. */
    @Override
    public String toString() {
        return address() + "/" + prefixLength;
    }
}
