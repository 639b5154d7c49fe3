package io.umlmachine;

import java.util.List;
import java.util.Optional;

/**
 * How the agent sets up a network interface of the guest. Immutable and thread-safe.
 *
 * @param name the interface's name, such as {@code vec0}
 * @param address its IPv4 address
 * @param prefixLength the length of the network's prefix, 0 to 32
 * @param gateway the IPv4 address of the default route, if there is one
 * @param nameservers addresses for the guest's resolv.conf; if empty, the file is left alone
 * @param mtu the largest packet, in bytes
 */
public record GuestInterface(
        String name, String address, int prefixLength, Optional<String> gateway, List<String> nameservers, int mtu) {

    /**
     * Copies the list.
     *
     * @param name the interface's name
     * @param address its address
     * @param prefixLength the length of the network's prefix
     * @param gateway the default route
     * @param nameservers addresses for resolv.conf
     * @param mtu the largest packet
     */
    public GuestInterface {
        nameservers = List.copyOf(nameservers);
    }
}
