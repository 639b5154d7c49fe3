package io.umlmachine.net.internal.config;

import io.umlmachine.GuestInterface;
import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import io.umlmachine.PortForward;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network whose interface the guest's own configuration sets up: the device is there, and the agent leaves it alone.
 * Thread-safe.
 *
 * @param network what the device is connected to
 */
record UnconfiguredNetwork(Network network) implements Network {

    @Override
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        return new Unconfigured(network.attach(host));
    }

    private record Unconfigured(Attachment attachment) implements Attachment {
        @Override
        public List<String> kernelArguments() {
            return attachment.kernelArguments();
        }

        @Override
        public Optional<GuestInterface> guestInterface() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> environment() {
            return attachment.environment();
        }

        @Override
        public void up(UmlMachine machine) throws IOException, InterruptedException {
            attachment.up(machine);
        }

        @Override
        public void suspend() throws IOException {
            attachment.suspend();
        }

        @Override
        public void resume() throws IOException, InterruptedException {
            attachment.resume();
        }

        @Override
        public List<PortForward> forwards() {
            return attachment.forwards();
        }

        @Override
        public PortForward forward(PortForward wish) throws IOException, InterruptedException {
            return attachment.forward(wish);
        }

        @Override
        public void remove(PortForward forward) throws IOException, InterruptedException {
            attachment.remove(forward);
        }

        @Override
        public void close() {
            attachment.close();
        }
    }
}
