package io.umlmachine.net;

/**
 * A machine of a {@link Lan}, as it was when it was asked for. Immutable and thread-safe.
 *
 * @param name the name that the others know it by
 * @param address its IPv4 address
 * @param macAddress its Ethernet address, as in {@code 02:4c:0a:00:02:04}
 * @param connected whether its interface is up, and its kernel connected
 * @param traffic what went over its cable since it joined
 */
public record LanMember(String name, String address, String macAddress, boolean connected, LanTraffic traffic) {}
