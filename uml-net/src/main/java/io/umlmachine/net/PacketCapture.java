package io.umlmachine.net;

import io.umlmachine.GuestInterface;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.internal.capture.GuestCapture;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the packets of a network to a file, to look at with wireshark(1) or {@code tcpdump -r}. Thread-safe.
 *
 * <pre>{@code
 * try (PacketCapture capture = PacketCapture.start(vm, Path.of("vm.pcap"))) {
 *     vm.exec("apt-get", "update");
 * }
 * }</pre>
 *
 * <p>{@link #start} captures at an interface of one guest, with any kind of network, and by a program in the guest: root
 * there can end it, or make packets up. {@link Lan#capture} captures on the host, where no guest has a say.
 *
 * <p>The file is of the classic pcap format with times in nanoseconds, byte order of the host, version 2.4, link type 1
 * (Ethernet), as the IETF's draft-ietf-opsawg-pcap describes it. It is written in whole packets, within moments, so that
 * it can be read while the capture goes on, and after this program was killed: a packet that is being written at that
 * moment may be cut, which readers take for the end.
 *
 * <p>A capture ends with {@link #close}; and by itself when its machine or lan ends, its machine is rebooted, the file has its
 * largest size, or cannot be written. The file stays in any case.
 */
public interface PacketCapture extends AutoCloseable {

    /**
     * Captures whole packets at the interface of a machine's network, until the file has 1 GiB.
     *
     * @param machine the machine
     * @param file what to write; replaced if it is there
     * @return the capture, which has begun
     * @throws IOException as {@link #start(UmlMachine, String, Path, CaptureOptions)}
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if the machine has loopback only
     */
    static PacketCapture start(UmlMachine machine, Path file) throws IOException, InterruptedException {
        String name = machine.network()
                .guestInterface()
                .map(GuestInterface::name)
                .orElseThrow(() -> new IllegalArgumentException(
                        machine.name() + " has loopback only; name an interface to capture at that"));
        return start(machine, name, file, CaptureOptions.defaults());
    }

    /**
     * Captures at an interface of a guest what goes in and out there. Its kernel must have packet sockets
     * ({@code CONFIG_PACKET}), which Debian's have. The capture of an interface that is unplugged, by
     * {@link io.umlmachine.MachineNetwork#disconnect} for one, sees nothing more, also when it is plugged in again.
     *
     * @param machine the machine
     * @param networkInterface the guest's name of an Ethernet interface such as {@code vec0}, or {@code lo}
     * @param file what to write; replaced if it is there
     * @param options how much to keep
     * @return the capture, which has begun
     * @throws IOException if the guest cannot capture there, or the file cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    static PacketCapture start(UmlMachine machine, String networkInterface, Path file, CaptureOptions options)
            throws IOException, InterruptedException {
        return GuestCapture.start(machine, networkInterface, file, options);
    }

    /**
     * What is written.
     *
     * @return the file
     */
    Path file();

    /**
     * How far it has come.
     *
     * @return numbers of this moment; of packets that are lost in a guest it learns every second, and at the end
     */
    CaptureStatistics statistics();

    /**
     * Whether it goes on.
     *
     * @return false once it has ended in whatever way
     */
    boolean isRunning();

    /**
     * Ends it: packets that were under way to the file are written. A guest that does not answer loses its last ones after
     * 5 seconds. Does nothing the second time; an interrupted thread keeps its interrupt.
     *
     * @throws IOException if the file could not be written: it holds what was written before
     */
    @Override
    void close() throws IOException;
}
