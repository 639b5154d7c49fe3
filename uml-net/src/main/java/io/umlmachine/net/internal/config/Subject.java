package io.umlmachine.net.internal.config;

/** What two configurations of the same network must say alike. */
public enum Subject {
    TRANSPORT,
    DEVICE,
    MAC,
    HOST,
    IP,
    NETMASK,
    NETWORK,
    BROADCAST,
    GATEWAY
}
