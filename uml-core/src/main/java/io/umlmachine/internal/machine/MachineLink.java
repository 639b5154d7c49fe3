package io.umlmachine.internal.machine;

import io.umlmachine.Command;
import io.umlmachine.Network.Attachment;
import io.umlmachine.PortForward;
import io.umlmachine.internal.agent.AgentLine;
import io.umlmachine.internal.agent.GuestLinks;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.OwnedNetworkHost;
import io.umlmachine.internal.mconsole.Mconsole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A machine's network, from its first boot to its end: the host's side runs while the kernel does, and while nobody has
 * disconnected it. Thread-safe.
 */
final class MachineLink implements AutoCloseable {

    private final Attachment attachment;
    private final Mconsole mconsole;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean wanted;
    private boolean hostSide = true;

    private MachineLink(Attachment attachment, Mconsole mconsole) {
        this.attachment = attachment;
        this.mconsole = mconsole;
        this.wanted = !attachment.kernelArguments().isEmpty();
    }

    /** Starts the host's side. */
    static MachineLink attach(MachineSpec spec, OwnedDirectory directory, Mconsole mconsole)
            throws IOException, InterruptedException {
        return new MachineLink(spec.network().attach(new OwnedNetworkHost(directory)), mconsole);
    }

    Attachment attachment() {
        return attachment;
    }

    /** What the next run of the kernel is told. */
    List<String> kernelArguments() {
        return wanted ? attachment.kernelArguments() : List.of();
    }

    /** What the agent does with the devices in the next run. */
    GuestLinks guestLinks() {
        return wanted || attachment.kernelArguments().isEmpty() ? linksOf(attachment) : GuestLinks.NONE;
    }

    private static GuestLinks linksOf(Attachment attachment) {
        return new GuestLinks(
                attachment.deviceNames(), attachment.guestInterface().stream().toList());
    }

    boolean isConnected() {
        return wanted;
    }

    /** A command, with the network's variables, while there is one, where it sets none of its own. */
    Command dressed(Command command) {
        if (!wanted) {
            return command;
        }
        Command dressed = command;
        for (Map.Entry<String, String> variable : attachment.environment().entrySet()) {
            if (!command.environment().containsKey(variable.getKey())) {
                dressed = dressed.env(variable.getKey(), variable.getValue());
            }
        }
        return dressed;
    }

    /** Before a run of the kernel. */
    void powerOn() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (wanted && !hostSide) {
                attachment.resume();
                hostSide = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** After a run of the kernel. */
    void powerOff() throws IOException {
        lock.lock();
        try {
            suspend();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link io.umlmachine.MachineNetwork#disconnect}. */
    void disconnect(AgentLine line) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!wanted) {
                return;
            }
            wanted = false;
            try {
                line.linksDown();
                for (String device : attachment.kernelArguments()) {
                    mconsole.request("remove " + nameOf(device));
                }
            } finally {
                suspend();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link io.umlmachine.MachineNetwork#connect}; false if there was nothing to do. */
    boolean connect(AgentLine line) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (wanted || attachment.kernelArguments().isEmpty()) {
                return false;
            }
            attachment.resume();
            hostSide = true;
            try {
                for (String device : attachment.kernelArguments()) {
                    mconsole.request("config " + device);
                }
                line.linksUp(linksOf(attachment));
                wanted = true;
                return true;
            } finally {
                if (!wanted) {
                    suspend();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    PortForward forward(PortForward wish) throws IOException, InterruptedException {
        if (!wanted) {
            throw new IllegalStateException("The machine is not connected, so that " + wish + " cannot be forwarded");
        }
        return attachment.forward(wish);
    }

    private void suspend() throws IOException {
        if (hostSide) {
            hostSide = false;
            attachment.suspend();
        }
    }

    /** {@code vec0} of {@code vec0:transport=…}. */
    private static String nameOf(String device) {
        return device.split("[:=]", 2)[0];
    }

    @Override
    public void close() {
        attachment.close();
    }
}
