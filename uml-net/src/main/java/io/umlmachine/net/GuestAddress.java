package io.umlmachine.net;

import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Ipv4Network;
import java.util.Optional;

/**
 * The addresses of a machine on a tap device, which agree with each other if {@link NetworkConfig} made them.
 *
 * @param ip the machine's IPv4 address
 * @param netmask its network's mask
 * @param network its network
 * @param broadcast its network's broadcast address, or {@code 255.255.255.255}
 * @param gateway the gateway, if there is one
 */
public record GuestAddress(String ip, String netmask, String network, String broadcast, Optional<String> gateway) {

    /**
     * Checks that each is an IPv4 address.
     *
     * @param ip the address
     * @param netmask the mask
     * @param network the network
     * @param broadcast the broadcast address
     * @param gateway the gateway
     * @throws IllegalArgumentException if one is not, or the mask is none
     */
    public GuestAddress {
        for (String address : new String[] {ip, network, broadcast}) {
            Ipv4.parse(address);
        }
        gateway.ifPresent(Ipv4::parse);
        prefixLength(netmask);
    }

    /**
     * The mask's length.
     *
     * @return how many bits of an address are the network's: 24 for {@code 255.255.255.0}
     */
    public int prefixLength() {
        return prefixLength(netmask);
    }

    private static int prefixLength(String netmask) {
        return Ipv4Network.prefixLength(Ipv4.parse(netmask))
                .orElseThrow(() -> new IllegalArgumentException("Not a netmask, such as 255.255.255.0: " + netmask));
    }
}
