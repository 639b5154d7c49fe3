package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import java.io.IOException;
import java.util.Optional;

/**
 * The network of one machine, whose host's side can be ended while the machine runs on. Whatever the guest does then,
 * nobody listens. Ending it matters for speed too: {@code slirp4netns} reads without pause from a guest that has closed
 * its side.
 */
final class CuttableNetwork implements Network {

    private final Network network;
    private Optional<Attachment> attachment = Optional.empty();

    CuttableNetwork(Network network) {
        this.network = network;
    }

    @Override
    public synchronized Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        Attachment attached = network.attach(host);
        attachment = Optional.of(attached);
        return attached;
    }

    /** Ends the host's side, and waits until it is gone. */
    synchronized void cut() {
        attachment.ifPresent(Attachment::close);
    }
}
