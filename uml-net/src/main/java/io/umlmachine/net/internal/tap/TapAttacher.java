package io.umlmachine.net.internal.tap;

import io.umlmachine.Network.Attachment;
import io.umlmachine.NetworkHost;
import io.umlmachine.net.AddressLease;
import io.umlmachine.net.AddressingException.Setting;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import io.umlmachine.net.internal.lease.Claim;
import io.umlmachine.net.internal.lease.Ipv4;
import io.umlmachine.net.internal.lease.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gives one machine its tap, address and hardware address; if one is not to be had, nothing is taken. Immutable and
 * thread-safe.
 *
 * @param source where the tap comes from
 * @param addressing the addresses, which do not contradict each other
 * @param mac the hardware address, unless it follows from the address
 * @param patience how long to wait for what others have
 */
public record TapAttacher(TapSource source, Addressing addressing, Optional<HardwareAddress> mac, Duration patience) {

    private static final String ADDRESS = "address";
    private static final String MAC = "mac";

    /** A kernel whose program was killed has its tap for some moments when its program's leases are free already. */
    private static final Duration END_OF_A_KERNEL = Duration.ofSeconds(3);

    /**
     * Does it.
     *
     * @param host what the machine offers
     */
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        Holdings holdings = new Holdings();
        try {
            return attach(host, holdings);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            holdings.close();
            throw e;
        }
    }

    private Attachment attach(NetworkHost host, Holdings holdings) throws IOException, InterruptedException {
        if (source instanceof TapSource.UmlNet) {
            UmlNetProgram.check();
            TunNode.open().close();
            String address = address(holdings);
            String device = "eth0=tuntap,," + hardwareAddress(address, holdings) + ","
                    + addressing.get(Setting.HOST_ADDRESS).orElseThrow();
            return new TapAttachment(device, addressing.guestInterface("eth0", address), holdings);
        }
        String tap = tap(host, holdings);
        String address = address(holdings);
        // Without gro the kernel has no room for the large segments that the host hands over, and nearly stalls. With
        // it,
        // they make it three times as fast (190 MB/s) as without offloads (60): opening the tap, the kernel switches
        // them
        // on, whatever they were, and here they are left so.
        String device = "vec0:transport=tap,ifname=" + tap + ",gro=1,mac=" + hardwareAddress(address, holdings);
        return new TapAttachment(device, addressing.guestInterface("vec0", address), holdings);
    }

    private String tap(NetworkHost host, Holdings holdings) throws IOException, InterruptedException {
        if (source instanceof TapSource.Made made) {
            MadeTap tap = holdings.add(MadeTap.make(made.name(), host));
            HostSide.of(tap.name(), addressing).setUp();
            return tap.name();
        }
        List<String> names = ((TapSource.Existing) source).names();
        String name = holdings.add(existing(names)).name();
        HostSide.of(name, addressing).complete();
        return name;
    }

    private Claim existing(List<String> names) throws IOException, InterruptedException {
        TunTapException[] busy = new TunTapException[1];
        Waiting.Attempt<Claim> attempt = () -> {
            busy[0] = null;
            for (String name : names) {
                Optional<Claim> free = Claim.take(MadeTap.KIND, name);
                if (free.isPresent() && usable(free.get(), busy)) {
                    return free;
                }
            }
            return Optional.empty();
        };
        Optional<Claim> claim = Waiting.until(patience, attempt);
        if (claim.isEmpty() && busy[0] != null) {
            claim = Waiting.until(END_OF_A_KERNEL, attempt);
        }
        if (claim.isPresent()) {
            return claim.get();
        }
        if (busy[0] != null) {
            throw busy[0];
        }
        throw TakenLease.of(
                MadeTap.KIND,
                names,
                (names.size() == 1 ? "The tap " + names.get(0) + " is taken" : "All taps of " + names + " are taken"),
                "name more taps with TunTap.devices, or wait with waiting(Duration)");
    }

    private static boolean usable(Claim tap, TunTapException[] busy) throws IOException {
        try {
            ExistingTap.check(tap.name());
            return true;
        } catch (TunTapException e) {
            tap.close();
            if (e.problem() != Problem.IN_USE) {
                throw e;
            }
            busy[0] = e;
            return false;
        } catch (IOException | RuntimeException e) {
            tap.close();
            throw e;
        }
    }

    private String address(Holdings holdings) throws IOException, InterruptedException {
        if (addressing.pool().isPresent()) {
            AddressLease lease = holdings.add(addressing.pool().get().lease());
            return lease.address();
        }
        String address = addressing.get(Setting.ADDRESS).orElseThrow().toString();
        return take(ADDRESS, address, "name another, or let an AddressPool choose", holdings);
    }

    private HardwareAddress hardwareAddress(String address, Holdings holdings)
            throws IOException, InterruptedException {
        HardwareAddress chosen = mac.orElseGet(() -> HardwareAddress.of(Ipv4.parse(address)));
        take(MAC, chosen.text(), "name another, or none", holdings);
        return chosen;
    }

    private String take(String kind, String name, String advice, Holdings holdings)
            throws IOException, InterruptedException {
        Optional<Claim> claim = Waiting.until(patience, () -> Claim.take(kind, name));
        if (claim.isEmpty()) {
            throw TakenLease.of(kind, name, advice + ", or wait with waiting(Duration)");
        }
        return holdings.add(claim.get()).name();
    }
}
