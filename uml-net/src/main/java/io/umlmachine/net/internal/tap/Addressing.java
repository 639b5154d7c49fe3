package io.umlmachine.net.internal.tap;

import io.umlmachine.GuestInterface;
import io.umlmachine.net.AddressPool;
import io.umlmachine.net.AddressingException.Mistake;
import io.umlmachine.net.AddressingException.Setting;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Ipv4Network;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The addresses of one network, as they were set. They may contradict each other: {@link AddressingCheck} tells. Immutable
 * and thread-safe.
 *
 * @param values each setting that is one address
 * @param prefixLength as it was written behind the address
 * @param pool where the guest's address comes from instead
 * @param nameservers whom the guest asks
 * @param searchDomains where it looks up short names
 * @param mtu the largest packet
 */
public record Addressing(
        Map<Setting, Ipv4> values,
        OptionalInt prefixLength,
        Optional<AddressPool> pool,
        List<Ipv4> nameservers,
        List<String> searchDomains,
        int mtu) {

    /** Larger packets are faster on loopback, but ten times slower with a real mirror. */
    private static final int ETHERNET = 1500;

    public static final Addressing NONE =
            new Addressing(Map.of(), OptionalInt.empty(), Optional.empty(), List.of(), List.of(), ETHERNET);

    public Addressing {
        values = Map.copyOf(values);
        nameservers = List.copyOf(nameservers);
        searchDomains = List.copyOf(searchDomains);
    }

    /** With one address more. */
    public Addressing with(Setting setting, Ipv4 value) {
        Map<Setting, Ipv4> more = new EnumMap<>(Setting.class);
        more.putAll(values);
        more.put(setting, value);
        return new Addressing(more, prefixLength, pool, nameservers, searchDomains, mtu);
    }

    /** With the guest's address, and without a pool. */
    public Addressing withAddress(Ipv4 address, OptionalInt prefix) {
        Addressing with = with(Setting.ADDRESS, address);
        return new Addressing(with.values, prefix, Optional.empty(), nameservers, searchDomains, mtu);
    }

    /** With a pool, and without the guest's address. */
    public Addressing withPool(AddressPool addresses) {
        Map<Setting, Ipv4> rest = new EnumMap<>(Setting.class);
        rest.putAll(values);
        rest.remove(Setting.ADDRESS);
        return new Addressing(
                rest,
                OptionalInt.of(addresses.prefixLength()),
                Optional.of(addresses),
                nameservers,
                searchDomains,
                mtu);
    }

    public Addressing withNameservers(List<Ipv4> addresses) {
        return new Addressing(values, prefixLength, pool, addresses, searchDomains, mtu);
    }

    public Addressing withSearchDomains(List<String> domains) {
        return new Addressing(values, prefixLength, pool, nameservers, domains, mtu);
    }

    public Addressing withMtu(int bytes) {
        return new Addressing(values, prefixLength, pool, nameservers, searchDomains, bytes);
    }

    /** A setting that is one address, if it was set. */
    public Optional<Ipv4> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The length of the prefix, from whichever setting tells it. */
    public OptionalInt effectivePrefixLength() {
        if (prefixLength.isPresent()) {
            return prefixLength;
        }
        Optional<Ipv4> netmask = get(Setting.NETMASK);
        return netmask.isPresent() ? Ipv4Network.prefixLength(netmask.get()) : OptionalInt.empty();
    }

    /** What contradicts what. */
    public List<Mistake> mistakes(boolean hostAnywhere) {
        return new AddressingCheck(this, hostAnywhere).mistakes();
    }

    /**
     * What the agent sets up.
     *
     * @param device the guest's interface
     * @param address its address
     */
    public GuestInterface guestInterface(String device, String address) {
        GuestInterface.Builder builder = GuestInterface.of(
                        device, address, effectivePrefixLength().orElseThrow())
                .nameservers(nameservers.stream().map(Ipv4::toString).toList())
                .searchDomains(searchDomains)
                .mtu(mtu);
        get(Setting.BROADCAST).map(Ipv4::toString).ifPresent(builder::broadcast);
        get(Setting.GATEWAY).map(Ipv4::toString).ifPresent(builder::gateway);
        return builder.build();
    }
}
