package io.umlmachine.net.internal.config;

import io.umlmachine.Network;
import io.umlmachine.net.NetworkConfigException;
import io.umlmachine.net.NetworkConfigException.Problem;
import io.umlmachine.net.Slirp;
import io.umlmachine.net.Transport;
import java.util.List;

/** Makes networks of what settings come to. */
public final class ConfiguredNetworks {

    private ConfiguredNetworks() {}

    /**
     * The network that settings describe.
     *
     * @throws NetworkConfigException if it cannot be had
     */
    public static Network of(Reading reading) {
        if (reading.transport() instanceof Transport.TunTap) {
            throw new NetworkConfigException(List.of(new Problem(
                    reading.said().get(Subject.TRANSPORT).setting(), "tuntap is not in this version; use slirp")));
        }
        return reading.dhcp() ? new UnconfiguredNetwork(Slirp.create()) : Slirp.create();
    }
}
