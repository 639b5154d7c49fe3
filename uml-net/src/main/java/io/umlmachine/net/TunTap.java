package io.umlmachine.net;

import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import io.umlmachine.net.AddressingException.Mistake;
import io.umlmachine.net.AddressingException.Setting;
import io.umlmachine.net.internal.lease.AddressWithPrefix;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.tap.Addressing;
import io.umlmachine.net.internal.tap.HardwareAddress;
import io.umlmachine.net.internal.tap.TapAttacher;
import io.umlmachine.net.internal.tap.TapSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network by a TUN/TAP device of the host: the guest is a neighbour of the host, or of a whole network if the tap is in a
 * bridge. Faster than {@link Slirp}, and reachable from outside; but somebody with the right to it must set it up.
 *
 * <pre>{@code
 * sudo ip tuntap add dev tap0 mode tap user "$USER" && sudo ip address add 192.168.1.198/24 dev tap0 && sudo ip link set tap0 up
 *
 * TunTap.device("tap0").address("192.168.1.199/24").hostAddress("192.168.1.198").gateway("192.168.1.198")
 * }</pre>
 *
 * <p>Immutable and thread-safe: each call gives another network with one setting more. One object may serve many machines
 * if their addresses come from a {@linkplain #address(AddressPool) pool} and their taps are {@linkplain #devices several}
 * or {@linkplain #create() made}. Machines of one host never share an address, a hardware address or a tap, whichever
 * programs boot them: each is leased, as {@link AddressPool} describes, from the boot to the machine's end, also while the
 * machine is rebooted or disconnected.
 *
 * <p>All is checked before a kernel starts. What does not go together fails the boot with an {@link AddressingException},
 * what others hold with a {@link LeaseException}, and what is wrong with the host's device with a {@link TunTapException}.
 */
public final class TunTap implements Network {

    private static final int SMALLEST_MTU = 68;
    private static final int LARGEST_MTU = 65_535;

    private final TapSource source;
    private final Addressing addressing;
    private final Optional<HardwareAddress> mac;
    private final Duration patience;

    private TunTap(TapSource source, Addressing addressing, Optional<HardwareAddress> mac, Duration patience) {
        this.source = source;
        this.addressing = addressing;
        this.mac = mac;
        this.patience = patience;
    }

    private static TunTap of(TapSource source) {
        return new TunTap(source, Addressing.NONE, Optional.empty(), Duration.ZERO);
    }

    /**
     * A tap that is there and belongs to this user, or to nobody in particular.
     *
     * @param name its name, such as {@code tap0}
     * @return a network without addresses
     * @throws IllegalArgumentException if no device can have that name
     */
    public static TunTap device(String name) {
        return devices(List.of(name));
    }

    /**
     * Several taps, of which each machine gets one that is free.
     *
     * @param names their names
     * @return a network without addresses
     * @throws IllegalArgumentException if there is none, or no device can have such a name
     */
    public static TunTap devices(String... names) {
        return devices(Arrays.asList(names));
    }

    /**
     * Several taps, of which each machine gets one that is free.
     *
     * @param names their names
     * @return a network without addresses
     * @throws IllegalArgumentException if there is none, or no device can have such a name
     */
    public static TunTap devices(List<String> names) {
        return of(TapSource.existing(names));
    }

    /**
     * A tap that each machine makes for itself and that goes with it, which takes the capability CAP_NET_ADMIN. If this
     * program is killed, a helper removes the tap; if that is killed too, the next machine with a tap of its own does.
     *
     * @return a network without addresses
     */
    public static TunTap create() {
        return of(TapSource.made(Optional.empty()));
    }

    /**
     * As {@link #create()}, with a name. A tap of that name that is there already is not taken.
     *
     * @param name the tap's name
     * @return a network without addresses
     * @throws IllegalArgumentException if no device can have that name
     */
    public static TunTap create(String name) {
        return of(TapSource.made(Optional.of(name)));
    }

    /**
     * A tap that the setuid program {@code uml_net} of Debian's uml-utilities makes, for members of the group uml-net. This
     * is how rootstrap and pbuilder-uml had it, as {@code eth0=tuntap,,,192.168.1.198}; only kernels before 6.16 can do it.
     * The program also makes the host forward packets, and answer for the guest's address on its other networks.
     *
     * @param hostAddress the host's address on the tap; may be one that the host has elsewhere
     * @return a network without a guest's address
     * @throws IllegalArgumentException if it is no IPv4 address
     */
    public static TunTap viaUmlNet(String hostAddress) {
        return of(TapSource.UML_NET).hostAddress(hostAddress);
    }

    /**
     * Sets the guest's address. One that another machine of this host has fails the boot, which tells whose it is.
     *
     * @param address such as {@code 192.168.1.199/24}, or without the prefix and with {@link #netmask}
     * @return another network
     * @throws IllegalArgumentException if it is no IPv4 address
     */
    public TunTap address(String address) {
        AddressWithPrefix read = AddressWithPrefix.parse(address);
        return with(addressing.withAddress(read.address(), read.prefixLength()));
    }

    /**
     * Lets each machine have an address of its own.
     *
     * @param pool where they come from; also says how long to wait for one
     * @return another network
     */
    public TunTap address(AddressPool pool) {
        return with(addressing.withPool(pool));
    }

    /**
     * Sets the netmask, if it was not written behind the address.
     *
     * @param netmask such as {@code 255.255.255.0}
     * @return another network
     * @throws IllegalArgumentException if it does not look like an IPv4 address
     */
    public TunTap netmask(String netmask) {
        return with(Setting.NETMASK, netmask);
    }

    /**
     * Says which network it is. It follows from address and netmask, and is only compared with them.
     *
     * @param network its first address, such as {@code 192.168.1.0}
     * @return another network
     * @throws IllegalArgumentException if it is no IPv4 address
     */
    public TunTap network(String network) {
        return with(Setting.NETWORK, network);
    }

    /**
     * Sets the broadcast address; by default, the network's last address.
     *
     * @param broadcast the network's last address, or 255.255.255.255
     * @return another network
     * @throws IllegalArgumentException if it is no IPv4 address
     */
    public TunTap broadcast(String broadcast) {
        return with(Setting.BROADCAST, broadcast);
    }

    /**
     * Sets the router for all other networks; by default there is none.
     *
     * @param gateway an address of this network, such as the host's
     * @return another network
     * @throws IllegalArgumentException if it is no IPv4 address
     */
    public TunTap gateway(String gateway) {
        return with(Setting.GATEWAY, gateway);
    }

    /**
     * Says which address the host has towards the guest. If the host does not have it, the tap gets it if this program has
     * the capability CAP_NET_ADMIN, and the boot fails otherwise. By default nobody looks.
     *
     * @param address an address of this network
     * @return another network
     * @throws IllegalArgumentException if it is no IPv4 address
     */
    public TunTap hostAddress(String address) {
        return with(Setting.HOST_ADDRESS, address);
    }

    /**
     * Sets the name servers of the guest's resolv.conf; by default the file is left alone.
     *
     * @param addresses their addresses
     * @return another network
     * @throws IllegalArgumentException if one is no IPv4 address
     */
    public TunTap nameservers(String... addresses) {
        return nameservers(Arrays.asList(addresses));
    }

    /**
     * Sets the name servers of the guest's resolv.conf; by default the file is left alone.
     *
     * @param addresses their addresses
     * @return another network
     * @throws IllegalArgumentException if one is no IPv4 address
     */
    public TunTap nameservers(List<String> addresses) {
        return with(
                addressing.withNameservers(addresses.stream().map(Ipv4::parse).toList()));
    }

    /**
     * Sets the domains in which the guest looks up short names.
     *
     * @param domains names of domains; only with name servers
     * @return another network
     */
    public TunTap searchDomains(List<String> domains) {
        return with(addressing.withSearchDomains(domains));
    }

    /**
     * Sets the largest packet of the guest's interface, and of a tap that is made. A tap that is there should have the same.
     *
     * @param bytes 68 to 65,535; 1500 by default
     * @return another network
     * @throws IllegalArgumentException if it is less or more
     */
    public TunTap mtu(int bytes) {
        if (bytes < SMALLEST_MTU || bytes > LARGEST_MTU) {
            throw new IllegalArgumentException(
                    "The largest packet must have " + SMALLEST_MTU + " to " + LARGEST_MTU + " bytes: " + bytes);
        }
        return with(addressing.withMtu(bytes));
    }

    /**
     * Sets the guest's hardware address; by default it follows from the IPv4 address, so that both are unique.
     *
     * @param address such as {@code 02:00:c0:a8:01:c7}, of one host
     * @return another network
     * @throws IllegalArgumentException if it is no such address
     */
    public TunTap mac(String address) {
        return new TunTap(source, addressing, Optional.of(HardwareAddress.parse(address)), patience);
    }

    /**
     * Lets a boot wait for a tap, and for an address that was named, which others have. For one of a pool, the pool
     * {@linkplain AddressPool#waiting says} how long.
     *
     * @param patience how long at most; zero, the default, for not at all
     * @return another network
     * @throws IllegalArgumentException if it is negative
     */
    public TunTap waiting(Duration patience) {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("A time to wait cannot be negative: " + patience);
        }
        return new TunTap(source, addressing, mac, patience);
    }

    private TunTap with(Setting setting, String address) {
        return with(addressing.with(setting, Ipv4.parse(address)));
    }

    private TunTap with(Addressing changed) {
        return new TunTap(source, changed, mac, patience);
    }

    /**
     * What is missing in the addresses, or does not go together.
     *
     * @return an unmodifiable list of all mistakes; empty if a machine can be booted with them
     */
    public List<Mistake> mistakes() {
        return addressing.mistakes(source instanceof TapSource.UmlNet);
    }

    /**
     * Leases addresses and a tap, and makes or checks the tap.
     *
     * @throws AddressingException if there are {@link #mistakes}
     * @throws LeaseException if others have what is needed
     * @throws TunTapException if the host's device cannot be used
     */
    @Override
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        List<Mistake> mistakes = mistakes();
        if (!mistakes.isEmpty()) {
            throw new AddressingException(mistakes);
        }
        return new TapAttacher(source, addressing, mac, patience).attach(host);
    }
}
