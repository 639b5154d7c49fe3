package io.umlmachine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The network of a machine that runs. Thread-safe.
 *
 * <p>Its calls fail as every call of {@link UmlMachine} does once the machine is closed or has died.
 */
public interface MachineNetwork {

    /**
     * The guest's side, as the agent set it up at the last boot.
     *
     * @return its interface, or empty if the machine has loopback only
     */
    Optional<GuestInterface> guestInterface();

    /**
     * Whether the machine is connected, as far as the host is concerned: the guest may have taken its interface down.
     *
     * @return false for {@link Network#none()}, and between {@link #disconnect} and {@link #connect}
     */
    boolean isConnected();

    /**
     * Takes the network from the machine, which keeps loopback: the guest's interface is unplugged from its kernel, and the
     * host's side ends. Nothing in the guest, root included, can undo that. Connections that go through it break. Does
     * nothing if the machine is not connected.
     *
     * @throws IOException if the guest's kernel keeps its interface; the host's side has ended all the same
     * @throws InterruptedException if the thread is interrupted
     */
    void disconnect() throws IOException, InterruptedException;

    /**
     * Gives the network back, as it was at the boot; {@linkplain #forwards() ports} are forwarded as they were. Does nothing
     * if the machine is connected or has no network.
     *
     * @throws IOException if the host's side cannot be started, or the guest's cannot be set up; the machine is not
     *     connected then
     * @throws InterruptedException if the thread is interrupted; the machine is not connected then
     */
    void connect() throws IOException, InterruptedException;

    /**
     * The ports of the host that are forwarded, with the numbers that they have.
     *
     * @return a copy, in the order in which they were added
     */
    List<PortForward> forwards();

    /**
     * The host's port behind which there is a TCP port of the guest.
     *
     * @param guestPort the guest's port
     * @return the host's port
     * @throws IllegalArgumentException if none is forwarded to it, naming those that are
     */
    default int mappedPort(int guestPort) {
        return mappedPort(PortForward.Protocol.TCP, guestPort);
    }

    /**
     * The host's port behind which there is a port of the guest; of several, the first that was added.
     *
     * @param protocol TCP or UDP
     * @param guestPort the guest's port
     * @return the host's port
     * @throws IllegalArgumentException if none is forwarded to it, naming those that are
     */
    default int mappedPort(PortForward.Protocol protocol, int guestPort) {
        return forwards().stream()
                .filter(forward -> forward.protocol() == protocol && forward.guestPort() == guestPort)
                .mapToInt(forward -> forward.host().getPort())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No port of the host is forwarded to " + protocol + " "
                        + guestPort + " of the guest; forwarded are " + forwards()));
    }

    /**
     * Forwards one more port.
     *
     * @param wish what to forward; its host port may be 0
     * @return what is forwarded, with the host's port
     * @throws IOException if the host's port cannot be had, which the message says
     * @throws InterruptedException if the thread is interrupted
     * @throws UnsupportedOperationException if this kind of network forwards no ports
     * @throws IllegalStateException if the machine is not connected
     */
    PortForward forward(PortForward wish) throws IOException, InterruptedException;

    /**
     * Forwards a port no more. Connections that are open go on.
     *
     * @param forward as {@link #forward} or {@link #forwards} gave it; unknown ones are passed over
     * @throws IOException if the host's side fails
     * @throws InterruptedException if the thread is interrupted
     */
    void remove(PortForward forward) throws IOException, InterruptedException;
}
