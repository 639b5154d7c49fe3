package io.umlmachine.net.internal.tap;

import io.umlmachine.net.AddressingException.Setting;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Ipv4Network;
import io.umlmachine.net.internal.tap.HostInterface.NotPermittedException;
import java.io.IOException;
import java.util.Optional;

/**
 * The host's end of a tap: that it is up and has the host's address. Immutable and
 * thread-safe.
 *
 * @param tap the tap
 * @param address the host's address, if it should have one
 * @param prefixLength that of its network
 * @param mtu the largest packet
 */
record HostSide(HostInterface tap, Optional<Ipv4> address, int prefixLength, int mtu) {

    static HostSide of(String tap, Addressing addressing) {
        return new HostSide(
                new HostInterface(tap),
                addressing.get(Setting.HOST_ADDRESS),
                addressing.effectivePrefixLength().orElseThrow(),
                addressing.mtu());
    }

    /** Sets a tap up that this program has made. */
    void setUp() throws IOException {
        tap.setMtu(mtu);
        if (address.isPresent()) {
            setAddress(address.get());
        }
        tap.setUp();
    }

    /**
     * Completes a tap that others have made, as far as this program may.
     *
     * @throws TunTapException if something is missing that it may not add
     */
    void complete() throws IOException {
        if (!tap.isUp()) {
            orFail(tap::setUp, Problem.DOWN, "The tap " + tap + " is down", "sudo ip link set " + tap + " up");
        }
        if (address.isPresent()) {
            complete(address.get());
        }
    }

    private void complete(Ipv4 wanted) throws IOException {
        HostInterface holder = tap.bridge().orElse(tap);
        if (tap.addresses().contains(wanted) || holder.addresses().contains(wanted)) {
            return;
        }
        String lack = "The host does not have the address " + wanted + " on " + holder;
        String fix = "sudo ip address add " + wanted + "/" + prefixLength + " dev " + holder;
        // Neither in a bridge, which is not this library's, nor in place of an address that somebody gave it.
        if (!holder.equals(tap) || !tap.addresses().isEmpty()) {
            throw new TunTapException(Problem.NO_HOST_ADDRESS, wanted.toString(), lack, fix);
        }
        orFail(() -> setAddress(wanted), Problem.NO_HOST_ADDRESS, lack, fix);
    }

    private void setAddress(Ipv4 wanted) throws IOException {
        tap.setAddress(wanted, Ipv4Network.of(wanted, prefixLength).netmask());
    }

    /** A change of the tap. */
    private interface Change {
        void make() throws IOException;
    }

    private void orFail(Change change, Problem problem, String lack, String fix) throws IOException {
        try {
            change.make();
        } catch (NotPermittedException e) {
            throw new TunTapException(
                    problem,
                    problem == Problem.DOWN ? tap.name() : address.orElseThrow().toString(),
                    lack,
                    fix);
        }
    }
}
