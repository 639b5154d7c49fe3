package io.umlmachine;

import java.util.List;
import java.util.Optional;

/**
 * How the agent sets up a network interface of the guest. Immutable and thread-safe.
 *
 * @param name the interface's name, such as {@code vec0}
 * @param address its IPv4 address
 * @param prefixLength the length of the network's prefix, 0 to 32
 * @param broadcast its broadcast address; if empty, what the guest's kernel makes of address and prefix
 * @param gateway the IPv4 address of the default route, if there is one
 * @param nameservers addresses for the guest's resolv.conf; if empty, the file is left alone
 * @param searchDomains the domains in which the guest looks up short names; only with name servers
 * @param mtu the largest packet, in bytes
 */
public record GuestInterface(
        String name,
        String address,
        int prefixLength,
        Optional<String> broadcast,
        Optional<String> gateway,
        List<String> nameservers,
        List<String> searchDomains,
        int mtu) {

    /**
     * Copies the lists.
     *
     * @param name the interface's name
     * @param address its address
     * @param prefixLength the length of the network's prefix
     * @param broadcast its broadcast address
     * @param gateway the default route
     * @param nameservers addresses for resolv.conf
     * @param searchDomains domains for resolv.conf
     * @param mtu the largest packet
     * @throws IllegalArgumentException if the prefix is none, or there are search domains but no name server
     */
    public GuestInterface {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("Not the length of an IPv4 prefix: " + prefixLength);
        }
        nameservers = List.copyOf(nameservers);
        searchDomains = List.copyOf(searchDomains);
        if (nameservers.isEmpty() && !searchDomains.isEmpty()) {
            throw new IllegalArgumentException(
                    "Search domains " + searchDomains + " without a name server to ask about them");
        }
    }

    /**
     * Starts the description of an interface.
     *
     * @param name the interface's name
     * @param address its IPv4 address
     * @param prefixLength the length of the network's prefix, 0 to 32
     * @return a builder with an MTU of 1500 bytes and nothing else
     */
    public static Builder of(String name, String address, int prefixLength) {
        return new Builder(name, address, prefixLength);
    }

    /** Describes an interface. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String address;
        private final int prefixLength;
        private Optional<String> broadcast = Optional.empty();
        private Optional<String> gateway = Optional.empty();
        private List<String> nameservers = List.of();
        private List<String> searchDomains = List.of();
        private int mtu = 1500;

        private Builder(String name, String address, int prefixLength) {
            this.name = name;
            this.address = address;
            this.prefixLength = prefixLength;
        }

        /**
         * Sets the broadcast address.
         *
         * @param address an IPv4 address
         * @return this
         */
        public Builder broadcast(String address) {
            broadcast = Optional.of(address);
            return this;
        }

        /**
         * Sets the default route.
         *
         * @param address the IPv4 address of the router
         * @return this
         */
        public Builder gateway(String address) {
            gateway = Optional.of(address);
            return this;
        }

        /**
         * Sets the name servers.
         *
         * @param addresses their IPv4 addresses
         * @return this
         */
        public Builder nameservers(List<String> addresses) {
            nameservers = addresses;
            return this;
        }

        /**
         * Sets the domains in which short names are looked up.
         *
         * @param domains names of domains
         * @return this
         */
        public Builder searchDomains(List<String> domains) {
            searchDomains = domains;
            return this;
        }

        /**
         * Sets the largest packet.
         *
         * @param bytes its size
         * @return this
         */
        public Builder mtu(int bytes) {
            mtu = bytes;
            return this;
        }

        /**
         * The interface.
         *
         * @return its description
         * @throws IllegalArgumentException if the prefix is none, or there are search domains but no name server
         */
        public GuestInterface build() {
            return new GuestInterface(name, address, prefixLength, broadcast, gateway, nameservers, searchDomains, mtu);
        }
    }
}
