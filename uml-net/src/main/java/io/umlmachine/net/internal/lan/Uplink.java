package io.umlmachine.net.internal.lan;

import io.umlmachine.NetworkHost;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.OwnedNetworkHost;
import io.umlmachine.internal.unix.PacketSocket;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A segment's way out: a helper that the switch connects to as a machine's kernel would. It has a directory of its own, so
 * that it ends with this program, in whatever way, and is swept up like a machine. Thread-safe.
 */
public final class Uplink implements AutoCloseable {

    private final OwnedDirectory directory;
    private final NetworkHost.Helper helper;
    private final SwitchPort port;

    private Uplink(OwnedDirectory directory, NetworkHost.Helper helper, SwitchPort port) {
        this.directory = directory;
        this.helper = helper;
        this.port = port;
    }

    /** Starts the helper. */
    @FunctionalInterface
    public interface Starter {

        /**
         * Starts it, and waits until it listens.
         *
         * @param host where
         * @param socket at which it listens for one connection, in packets of one frame
         * @param subnet whose second address it answers at as a router, and at the third as a name server
         * @param mtu the largest packet
         */
        NetworkHost.Helper start(NetworkHost host, Path socket, String subnet, int mtu)
                throws IOException, InterruptedException;
    }

    static Uplink start(Starter starter, Subnet subnet, int mtu) throws IOException, InterruptedException {
        OwnedDirectory directory = OwnedDirectory.create(Directories.runtime());
        try {
            Path socket = directory.path().resolve("slirp");
            NetworkHost.Helper helper = starter.start(new OwnedNetworkHost(directory), socket, subnet.toString(), mtu);
            return new Uplink(directory, helper, SwitchPort.uplink(PacketSocket.connect(socket), new PortCounters()));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    SwitchPort port() {
        return port;
    }

    boolean isAlive() {
        return helper.isAlive();
    }

    /** Ends the helper, once; its port is the switch's. */
    @Override
    public void close() {
        helper.close();
        directory.close();
    }
}
