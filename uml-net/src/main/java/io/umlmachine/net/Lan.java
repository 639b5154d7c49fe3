package io.umlmachine.net;

import io.umlmachine.Network;
import io.umlmachine.net.internal.lan.Segment;
import io.umlmachine.net.internal.lan.Subnet;
import io.umlmachine.net.internal.slirp.SlirpProcess;
import io.umlmachine.net.internal.slirp.SlirpProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A private network segment for several machines of this Java program, which reach each other by name, and nothing else
 * unless the lan has an {@linkplain Builder#uplink uplink}. Thread-safe.
 *
 * <pre>{@code
 * try (Lan lan = Lan.create();
 *         UmlMachine db = UmlMachine.builder().image(image).hostname("db").network(lan.join("db")).boot();
 *         UmlMachine web = UmlMachine.builder().image(image).hostname("web").network(lan.join("web")).boot()) {
 *     web.exec("getent", "hosts", "db");
 * }
 * }</pre>
 *
 * <p>Each machine gets the first address of the subnet that is free, and an Ethernet address that is made from it; both,
 * and its name, are free again when it ends. The names of all are kept in a block at the front of each guest's
 * {@code /etc/hosts}, from the end of the boot on, as machines join and leave; the other lines stay. A guest that is paused
 * learns of a change when it goes on. The block is part of snapshots, and of disks that are kept.
 *
 * <p>What is enforced on the host, where no guest can undo it: frames go to machines of the same lan only; a machine gets
 * only what is for its own Ethernet address or for a group of them; and what it sends under another's Ethernet address is
 * dropped, so that bridges within a guest reach nobody. Not enforced is who uses which IP address: root in a guest can
 * take another's. A machine that is slow to take its frames loses some, as with every switch, and never holds up the
 * others; {@link LanTraffic} counts all of it.
 *
 * <p>It costs nothing before the first machine joins, and one thread afterwards. Machines of other Java programs cannot
 * join. A machine can be {@linkplain io.umlmachine.MachineNetwork#disconnect disconnected} and rebooted, and keeps name and address.
 */
public final class Lan implements AutoCloseable {

    private final Segment segment;

    private Lan(Segment segment) {
        this.segment = segment;
    }

    /**
     * A lan with every option at its default.
     *
     * @return an empty lan
     */
    public static Lan create() {
        return builder().build();
    }

    /**
     * Starts to describe a lan.
     *
     * @return a builder with every option at its default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A machine's place in this lan, for {@link io.umlmachine.UmlMachine.Builder#network}. The name is taken when the machine boots, which
     * fails with a {@link LanException} if another machine has it then; so one after the other may use it. The guest's own
     * idea of its name is {@link io.umlmachine.UmlMachine.Builder#hostname}.
     *
     * @param name what the others call it: letters, of which case does not matter, digits, hyphens and dots
     * @return the network of one machine at a time
     * @throws IllegalArgumentException if it is no host name, or {@code localhost}
     */
    public Network join(String name) {
        String checked = Segment.checkName(name);
        return host -> segment.attach(checked, host);
    }

    /**
     * The machines that are in this lan, from the beginning of their boots to their ends.
     *
     * @return a copy, in the order in which they joined
     */
    public List<LanMember> members() {
        return segment.members();
    }

    /**
     * A machine that is in this lan.
     *
     * @param name its name
     * @return the machine, or empty if there is none of that name
     */
    public Optional<LanMember> member(String name) {
        return segment.member(name);
    }

    /**
     * Captures all that the machines send to each other, to the uplink and from there, whole packets until the file has
     * 1 GiB; what the switch drops is not in it.
     *
     * @param file what to write; replaced if it is there
     * @return the capture, which has begun, and ends with the lan at the latest
     * @throws IOException if the file cannot be written, or the lan is closed
     */
    public PacketCapture capture(Path file) throws IOException {
        return capture(file, CaptureOptions.defaults());
    }

    /**
     * Captures as {@link #capture(Path)} does.
     *
     * @param file what to write; replaced if it is there
     * @param options how much to keep
     * @return the capture, which has begun, and ends with the lan at the latest
     * @throws IOException if the file cannot be written, or the lan is closed
     */
    public PacketCapture capture(Path file, CaptureOptions options) throws IOException {
        return segment.capture(file, options);
    }

    /**
     * Ends the lan: machines that are in it stay, without a network, and none can join any more. An interrupted thread goes
     * on cleaning up and keeps its interrupt. Does nothing the second time.
     */
    @Override
    public void close() {
        segment.close();
    }

    /** Describes a lan. Not thread-safe. */
    public static final class Builder {

        private static final int LEAST_MTU = 576;
        private static final int LARGEST_MTU = 65_521;

        /** What slirp4netns(1) accepts. */
        private static final int NARROWEST_UPLINK = 25;

        private Subnet subnet = Subnet.parse("10.0.2.0/24");
        private int mtu = 1500;
        private boolean uplink;

        private Builder() {}

        /**
         * The addresses of the lan. The first three are kept for the uplink, whether there is one or not, and machines get
         * those from the fourth on. Several lans may have the same. Default: {@code 10.0.2.0/24}.
         *
         * @param subnet a part of a private network, as in {@code 192.168.7.0/24}, with a prefix of 8 to 29 bits
         * @return this builder
         * @throws IllegalArgumentException if it is none, which the message says
         */
        public Builder subnet(String subnet) {
            this.subnet = Subnet.parse(subnet);
            return this;
        }

        /**
         * The largest packet. Larger ones are faster between machines; with an uplink they make transfers from the real
         * network slower. Default: 1500 bytes.
         *
         * @param bytes 576 to 65,521
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder mtu(int bytes) {
            if (bytes < LEAST_MTU || bytes > LARGEST_MTU) {
                throw new IllegalArgumentException(
                        "The MTU of a lan is " + LEAST_MTU + " to " + LARGEST_MTU + " bytes: " + bytes);
            }
            mtu = bytes;
            return this;
        }

        /**
         * Gives the lan a way out through {@code slirp4netns}, as {@link Slirp} gives one machine: the machines reach what
         * this user reaches, but not the services on the host's loopback interface, and nobody reaches them. The second
         * address of the subnet is the router, the third the name server. The helper runs from the first machine on, and
         * ends with the lan; if it dies, the next machine that joins, boots or is connected starts another one. Default: no
         * way out.
         *
         * @return this builder
         */
        public Builder uplink() {
            uplink = true;
            return this;
        }

        /**
         * The lan. Nothing is started before a machine joins it.
         *
         * @return an empty lan
         * @throws IllegalArgumentException if the lan has an uplink and a prefix of more than 25 bits, which slirp4netns
         *     does not take
         */
        public Lan build() {
            if (uplink && subnet.prefixLength() > NARROWEST_UPLINK) {
                throw new IllegalArgumentException(
                        "A lan with an uplink has a prefix of at most " + NARROWEST_UPLINK + " bits: " + subnet);
            }
            return new Lan(new Segment(
                    subnet,
                    mtu,
                    uplink
                            ? Optional.of((host, socket, network, largest) -> SlirpProcess.start(
                                    host,
                                    List.of(
                                            SlirpProgram.locate().toString(),
                                            "--target-type=bess",
                                            "--disable-host-loopback",
                                            "--cidr=" + network,
                                            "--mtu=" + largest,
                                            socket.toString())))
                            : Optional.empty()));
        }
    }
}
