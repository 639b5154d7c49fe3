package io.umlmachine.internal.machine;

import io.umlmachine.GuestInterface;
import io.umlmachine.MachineNetwork;
import io.umlmachine.PortForward;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.agent.AgentLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A machine's network, for its user. Immutable and thread-safe.
 *
 * @param machine whose it is
 * @param link the network
 * @param line the line to the agent; throws if the machine is not there any more
 */
record RunningNetwork(UmlMachine machine, MachineLink link, Supplier<AgentLine> line) implements MachineNetwork {

    @Override
    public Optional<GuestInterface> guestInterface() {
        return link.attachment().guestInterface();
    }

    @Override
    public boolean isConnected() {
        return link.isConnected();
    }

    @Override
    public void disconnect() throws IOException, InterruptedException {
        link.disconnect(line.get());
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        if (link.connect(line.get())) {
            link.attachment().up(machine);
        }
    }

    @Override
    public List<PortForward> forwards() {
        return link.attachment().forwards();
    }

    @Override
    public PortForward forward(PortForward wish) throws IOException, InterruptedException {
        line.get();
        return link.forward(wish);
    }

    @Override
    public void remove(PortForward forward) throws IOException, InterruptedException {
        line.get();
        link.attachment().remove(forward);
    }
}
