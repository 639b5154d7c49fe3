package io.umlmachine.net.internal.tap;

import static io.umlmachine.net.AddressingException.Setting.ADDRESS;
import static io.umlmachine.net.AddressingException.Setting.BROADCAST;
import static io.umlmachine.net.AddressingException.Setting.GATEWAY;
import static io.umlmachine.net.AddressingException.Setting.HOST_ADDRESS;
import static io.umlmachine.net.AddressingException.Setting.NAMESERVERS;
import static io.umlmachine.net.AddressingException.Setting.NETMASK;
import static io.umlmachine.net.AddressingException.Setting.NETWORK;

import io.umlmachine.net.AddressingException.Mistake;
import io.umlmachine.net.AddressingException.Setting;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Ipv4Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds what does not go together in the addresses of a network: all of it, not the first only. For one thread. */
final class AddressingCheck {

    private final Addressing addressing;
    private final boolean hostAnywhere;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * Looks at some addresses.
     *
     * @param addressing the addresses
     * @param hostAnywhere whether the host's address may be of another network than the guest's
     */
    AddressingCheck(Addressing addressing, boolean hostAnywhere) {
        this.addressing = addressing;
        this.hostAnywhere = hostAnywhere;
    }

    List<Mistake> mistakes() {
        netmask();
        List<Ipv4> guests = guests();
        if (guests.isEmpty()) {
            add("the guest has no address: set one, or a pool", ADDRESS);
        }
        nameservers();
        OptionalInt prefix = addressing.effectivePrefixLength();
        if (prefix.isPresent() && !guests.isEmpty()) {
            Ipv4Network network = Ipv4Network.of(guests.get(0), prefix.getAsInt());
            network(network, guests.get(0));
            broadcast(network, guests.get(0));
            guests.forEach(guest -> ownAddress(guest, network));
            neighbour(GATEWAY, "gateway", network, guests, true);
            neighbour(HOST_ADDRESS, "host's address", network, guests, !hostAnywhere);
        }
        return List.copyOf(mistakes);
    }

    private List<Ipv4> guests() {
        return addressing
                .pool()
                .map(pool -> pool.addresses().stream().map(Ipv4::parse).toList())
                .orElseGet(() -> addressing.get(ADDRESS).stream().toList());
    }

    private void netmask() {
        Optional<Ipv4> netmask = addressing.get(NETMASK);
        if (netmask.isEmpty()) {
            if (addressing.prefixLength().isEmpty()) {
                add(
                        "there is no netmask: set one, or write the prefix behind the address, as in 192.168.1.199/24",
                        NETMASK);
            }
            return;
        }
        OptionalInt prefix = Ipv4Network.prefixLength(netmask.get());
        if (prefix.isEmpty()) {
            add("the netmask " + netmask.get() + " is none: its one bits must all be in front", NETMASK);
        } else if (addressing.prefixLength().isPresent()
                && !addressing.prefixLength().equals(prefix)) {
            add(
                    "the netmask " + netmask.get() + " means the prefix /" + prefix.getAsInt()
                            + ", and the address has /"
                            + addressing.prefixLength().getAsInt(),
                    NETMASK,
                    ADDRESS);
        }
    }

    private void nameservers() {
        if (addressing.nameservers().isEmpty() && !addressing.searchDomains().isEmpty()) {
            add(
                    "there are search domains " + addressing.searchDomains() + " and no name server to ask about them",
                    NAMESERVERS);
        }
    }

    private void network(Ipv4Network network, Ipv4 guest) {
        addressing
                .get(NETWORK)
                .filter(given -> !given.equals(network.address()))
                .ifPresent(given -> add(
                        "the network " + given + " is not that of the address " + guest + "/" + network.prefixLength()
                                + ", which is " + network.address(),
                        NETWORK,
                        ADDRESS));
    }

    private void broadcast(Ipv4Network network, Ipv4 guest) {
        addressing
                .get(BROADCAST)
                .filter(given -> !given.equals(network.broadcast()) && !given.equals(Ipv4.LIMITED_BROADCAST))
                .ifPresent(given -> add(
                        "the broadcast address " + given + " is not that of the address " + guest + "/"
                                + network.prefixLength() + ", which is " + network.broadcast() + "; "
                                + Ipv4.LIMITED_BROADCAST + " would do, too",
                        BROADCAST,
                        ADDRESS));
    }

    private void ownAddress(Ipv4 guest, Ipv4Network network) {
        if (!guest.isForOneHost()) {
            add("the address " + guest + " cannot be that of one host", ADDRESS);
        }
        reserved(ADDRESS, "address", guest, network);
    }

    private void neighbour(Setting setting, String name, Ipv4Network network, List<Ipv4> guests, boolean mustBeNear) {
        Optional<Ipv4> value = addressing.get(setting);
        if (value.isEmpty()) {
            return;
        }
        Ipv4 neighbour = value.get();
        if (!neighbour.isForOneHost()) {
            add("the " + name + " " + neighbour + " cannot be that of one host", setting);
        } else if (network.contains(neighbour)) {
            reserved(setting, name, neighbour, network);
        } else if (mustBeNear) {
            add(
                    "the " + name + " " + neighbour + " is not in the network " + network + " of the address "
                            + guests.get(0),
                    setting,
                    ADDRESS);
        }
        if (guests.contains(neighbour)) {
            add(
                    "the " + name + " " + neighbour + " is the guest's own address"
                            + addressing
                                    .pool()
                                    .map(pool -> ", of the pool " + pool)
                                    .orElse(""),
                    setting,
                    ADDRESS);
        }
    }

    private void reserved(Setting setting, String name, Ipv4 value, Ipv4Network network) {
        if (!network.hasOwnAddresses()) {
            return;
        }
        if (value.equals(network.address())) {
            add("the " + name + " " + value + " is that of the network " + network + " itself", setting, NETMASK);
        } else if (value.equals(network.broadcast())) {
            add("the " + name + " " + value + " is the broadcast address of the network " + network, setting, NETMASK);
        }
    }

    private void add(String explanation, Setting... settings) {
        mistakes.add(new Mistake(List.of(settings), explanation));
    }
}
