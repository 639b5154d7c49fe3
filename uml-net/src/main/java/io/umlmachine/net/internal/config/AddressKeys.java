package io.umlmachine.net.internal.config;

/**
 * The keys under which a kind of file has the addresses.
 *
 * @param ip the machine's address
 * @param netmask the mask
 * @param network the network
 * @param broadcast the broadcast address
 * @param gateway the gateway
 * @param host what has the host's own address
 */
record AddressKeys(String ip, String netmask, String network, String broadcast, String gateway, String host) {}
