package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.config.Ipv4;

/**
 * The addresses of a machine on a tap device, which agree with each other.
 *
 * @param ip the machine's address
 * @param netmask its network's mask
 * @param network its network
 * @param broadcast its network's broadcast address, or {@code 255.255.255.255}
 * @param gateway the gateway
 */
public record GuestAddress(String ip, String netmask, String network, String broadcast, String gateway) {

    /**
     * Checks that each is an IPv4 address.
     *
     * @param ip the address
     * @param netmask the mask
     * @param network the network
     * @param broadcast the broadcast address
     * @param gateway the gateway
     * @throws IllegalArgumentException if one is not
     */
    public GuestAddress {
        for (String address : new String[] {ip, netmask, network, broadcast, gateway}) {
            Ipv4.parse(address);
        }
    }
}
