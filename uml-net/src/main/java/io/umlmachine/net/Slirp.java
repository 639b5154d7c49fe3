package io.umlmachine.net;

import io.umlmachine.GuestInterface;
import io.umlmachine.HostException;
import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network in user space, by the program {@code slirp4netns} (1.2.0 or later): the guest reaches what this user
 * reaches, over TCP, UDP and DNS, and nobody reaches the guest. Each machine has a helper process and a private network
 * of its own, so that any number of machines never clash. Immutable and thread-safe.
 *
 * <p>The guest has the address 10.0.2.100/24, the gateway 10.0.2.2 and the name server 10.0.2.3, as slirp4netns(1) gives
 * them out; the helper asks the host's resolver. What the helper enforces: the services on the host's loopback
 * interface cannot be reached, not even as 10.0.2.2. It cannot keep the guest from other destinations that the host
 * reaches.
 */
public final class Slirp implements Network {

    /** Larger packets are faster on loopback, but ten times slower with a real mirror. */
    private static final int MTU = 1500;

    private static final GuestInterface GUEST = GuestInterface.of("vec0", "10.0.2.100", 24)
            .gateway("10.0.2.2")
            .nameservers(List.of("10.0.2.3"))
            .mtu(MTU)
            .build();

    private Slirp() {}

    /**
     * The network.
     *
     * @return a network for any number of machines
     */
    public static Slirp create() {
        return new Slirp();
    }

    /**
     * Starts a helper and waits until it listens.
     *
     * @throws HostException if the host has no {@code slirp4netns}
     */
    @Override
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        Path program = UmlHost.program(Subject.SLIRP4NETNS);
        Path socket = host.directory().resolve("slirp");
        List<String> command = List.of(
                program.toString(), "--target-type=bess", "--disable-host-loopback", "--mtu=" + MTU, socket.toString());
        return new SlirpAttachment(SlirpHelper.start(host, command), socket);
    }

    /** The helper of one machine. */
    private record SlirpAttachment(NetworkHost.Helper helper, Path socket) implements Attachment {
        @Override
        public List<String> kernelArguments() {
            return List.of(GUEST.name() + ":transport=bess,dst=" + socket);
        }

        @Override
        public Optional<GuestInterface> guestInterface() {
            return Optional.of(GUEST);
        }

        @Override
        public void close() {
            helper.close();
        }
    }
}
