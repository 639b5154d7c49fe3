package io.umlmachine.net;

import io.umlmachine.net.internal.lease.AddressRange;
import io.umlmachine.net.internal.lease.Claim;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses for machines, of which each gets another one: {@code TunTap.device("tap0").address(AddressPool.of("192.168.0.102/24
 * … .105"))}. Immutable and thread-safe.
 *
 * <p>Two machines of one host never have the same address at the same time, whichever programs of whichever users boot them
 * and whatever pools they name: pools may overlap. What a program held that died is free at once. The host's kernel keeps
 * the leases, separately in each of the host's networks (network namespaces), as it does with the addresses themselves. A
 * lease does not tell whether another host has the address. It is an agreement between programs that ask, not a guard: any
 * user can take an address's name (of an abstract unix socket) from the others, and whoever may use a tap can use any
 * address on it.
 */
public final class AddressPool {

    static final String KIND = "address";

    private final AddressRange range;
    private final Duration patience;

    private AddressPool(AddressRange range, Duration patience) {
        this.range = range;
        this.patience = patience;
    }

    /**
     * Addresses from a first to a last one.
     *
     * @param first an address and the length of its network's prefix, such as {@code 192.168.0.102/24}
     * @param last an address of that network; its first numbers may be left out, as in {@code .105}
     * @return a pool that does not wait
     * @throws IllegalArgumentException if they are no such addresses, naming them
     */
    public static AddressPool of(String first, String last) {
        return new AddressPool(AddressRange.of(first, last), Duration.ZERO);
    }

    /**
     * Addresses from a first to a last one, as one text.
     *
     * @param range such as {@code 192.168.0.102/24 … .105}; for {@code …} may stand {@code ...}, {@code ..} or {@code -}
     * @return a pool that does not wait
     * @throws IllegalArgumentException if it is no such range, naming it
     */
    public static AddressPool of(String range) {
        return new AddressPool(AddressRange.parse(range), Duration.ZERO);
    }

    /**
     * The same addresses, for those who wait until one is free.
     *
     * @param patience how long at most; zero, the default, for not at all
     * @return another pool
     * @throws IllegalArgumentException if it is negative
     */
    public AddressPool waiting(Duration patience) {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("A time to wait cannot be negative: " + patience);
        }
        return new AddressPool(range, patience);
    }

    /**
     * Takes an address that nobody has.
     *
     * @return a lease
     * @throws LeaseException if all are taken, and stay so for as long as this pool waits; it names who has them
     * @throws IOException if the host's kernel refuses a lease
     * @throws InterruptedException if the thread is interrupted
     */
    public AddressLease lease() throws IOException, InterruptedException {
        Optional<Claim> claim = Waiting.until(patience, this::takeAny);
        if (claim.isEmpty()) {
            throw new LeaseException(
                    "All addresses of " + this + " are taken" + waited(),
                    holders(),
                    "take a larger pool, or wait with waiting(Duration)");
        }
        return new AddressLease(claim.get(), prefixLength());
    }

    private String waited() {
        return patience.isZero() ? "" : ", and were for " + patience.toMillis() + " ms";
    }

    /** Not all from the first on: many programs that start at once would stand in each other's way. */
    private Optional<Claim> takeAny() throws IOException {
        List<Ipv4> addresses = range.addresses();
        int start = ThreadLocalRandom.current().nextInt(addresses.size());
        for (int i = 0; i < addresses.size(); i++) {
            Optional<Claim> claim = Claim.take(
                    KIND, addresses.get((start + i) % addresses.size()).toString());
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /**
     * Who has which of the addresses now.
     *
     * @return an unmodifiable copy: addresses, in their order, and processes; those that are free are missing
     * @throws IOException if the host's kernel does not tell
     */
    public Map<String, LeaseHolder> holders() throws IOException {
        Map<String, LeaseHolder> holders = new LinkedHashMap<>();
        for (Ipv4 address : range.addresses()) {
            Claim.holder(KIND, address.toString()).ifPresent(holder -> holders.put(address.toString(), holder));
        }
        return Collections.unmodifiableMap(holders);
    }

    /**
     * All of its addresses.
     *
     * @return an unmodifiable list, in ascending order
     */
    public List<String> addresses() {
        return range.addresses().stream().map(Ipv4::toString).toList();
    }

    /**
     * The length of the prefix of the network that they are in.
     *
     * @return 0 to 32
     */
    public int prefixLength() {
        return range.network().prefixLength();
    }

    /** As in {@code 192.168.0.102/24 … 192.168.0.105}. */
    @Override
    public String toString() {
        return range.toString();
    }
}
