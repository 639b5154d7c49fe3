package io.umlmachine.samples.benchmarks;

import io.umlmachine.Network;
import io.umlmachine.UmlKernel.Feature;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.Slirp;
import io.umlmachine.net.TunTap;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TCP between host and guest over each kind of network, and apt over the one that most use. Taps need a network of their
 * own, in which there is no mirror.
 */
final class NetworkBenchmark implements Benchmark {

    private static final String MEGABYTES = Transfer.BYTES / 1_000_000 + " MB";
    private static final String SLIRP_IN = "Slirp, " + MEGABYTES + " to the guest";
    private static final String SLIRP_OUT = "Slirp, " + MEGABYTES + " to the host";
    private static final String LEGACY_IN = "slirp-fullbolt, " + MEGABYTES + " to the guest";
    private static final String LEGACY_OUT = "slirp-fullbolt, " + MEGABYTES + " to the host";
    private static final String TAP_IN = "TunTap, " + MEGABYTES + " to the guest";
    private static final String TAP_OUT = "TunTap, " + MEGABYTES + " to the host";
    private static final String APT = "apt-get update by Slirp";

    private static final int FASTER_THAN_LEGACY = 5;
    private static final int TAP_MEGABYTES = 100;
    private static final int APT_OVER_HOST = 3;

    /** What samples/tap-namespace has: a variable that says so, a tap in a bridge, and the bridge's address. */
    private static final boolean IN_NAMESPACE = System.getenv("UMLMACHINE_TEST_NAMESPACE") != null;

    private static final String TAP = "tap0";
    private static final String TAP_GUEST = "192.168.0.2/24";
    private static final String TAP_HOST = "192.168.0.1";

    @Override
    public List<String> names() {
        return List.of(SLIRP_IN, SLIRP_IN, SLIRP_OUT, SLIRP_OUT, LEGACY_IN, LEGACY_OUT, TAP_IN, TAP_OUT, APT);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        boolean legacy = setup.kernel().supports(Feature.LEGACY_NETWORK);
        Both slirp = new Both();
        Both old = new Both();
        Both tap = new Both();
        Series aptGuest = new Series();
        Series aptHost = new Series();
        // Beside each other they would share a CPU, so that a round is a boot of each.
        for (int round = 0; round < rounds; round++) {
            slirp(setup, slirp, aptGuest, aptHost);
            if (legacy) {
                LegacySlirp network = LegacySlirp.fetch(Host.cache());
                transfer(setup, network, InetAddress.getByName("127.0.0.1"), LegacySlirp.HOST, old);
            }
            if (IN_NAMESPACE) {
                TunTap network = TunTap.device(TAP).address(TAP_GUEST).hostAddress(TAP_HOST);
                transfer(setup, network, InetAddress.getByName(TAP_HOST), TAP_HOST, tap);
            }
        }
        return rows(slirp, legacy ? Optional.of(old) : Optional.empty(), tap, aptGuest, aptHost);
    }

    /** Both directions. */
    private record Both(Series in, Series out) {
        Both() {
            this(new Series(), new Series());
        }
    }

    private static void slirp(Setup setup, Both times, Series aptGuest, Series aptHost)
            throws IOException, InterruptedException {
        // The guest must reach the host's loopback interface, as it does by the legacy slirp.
        Slirp network = Slirp.create().isolateHost(false);
        transfer(setup, network, InetAddress.getByName("127.0.0.1"), LegacySlirp.HOST, times);
        if (!IN_NAMESPACE) {
            try (UmlMachine machine = setup.machine().network(Slirp.create()).boot()) {
                AptUpdate.prepare(machine);
                AptUpdate.inGuest(machine, aptGuest);
            }
            AptUpdate.onHost(aptHost);
        }
    }

    private static void transfer(Setup setup, Network network, InetAddress listen, String address, Both times)
            throws IOException, InterruptedException {
        try (UmlMachine machine = setup.machine().network(network).boot()) {
            Transfer transfer = new Transfer(machine, listen, address);
            transfer.toGuest(times.in());
            transfer.toHost(times.out());
        }
    }

    private static List<Row> rows(Both slirp, Optional<Both> old, Both tap, Series aptGuest, Series aptHost) {
        List<Row> rows = new ArrayList<>();
        rows.add(rate(SLIRP_IN, slirp.in(), Target.none()));
        rows.add(faster(SLIRP_IN, slirp.in(), old.map(Both::in), Target.atLeast(FASTER_THAN_LEGACY, "×")));
        rows.add(rate(SLIRP_OUT, slirp.out(), Target.none()));
        rows.add(faster(SLIRP_OUT, slirp.out(), old.map(Both::out), Target.none()));
        rows.add(old.map(both -> rate(LEGACY_IN, both.in(), Target.none())).orElse(noLegacy(LEGACY_IN)));
        rows.add(old.map(both -> rate(LEGACY_OUT, both.out(), Target.none())).orElse(noLegacy(LEGACY_OUT)));
        if (IN_NAMESPACE) {
            rows.add(rate(TAP_IN, tap.in(), Target.atLeast(TAP_MEGABYTES, " MB/s")));
            rows.add(rate(TAP_OUT, tap.out(), Target.atLeast(TAP_MEGABYTES, " MB/s")));
            rows.add(Row.missing(APT, "no mirror in samples/tap-namespace"));
        } else {
            rows.add(Row.missing(TAP_IN, "run inside samples/tap-namespace"));
            rows.add(Row.missing(TAP_OUT, "run inside samples/tap-namespace"));
            rows.add(Row.ratio(APT, aptGuest, "on the host", aptHost, Target.atMost(APT_OVER_HOST, "×")));
        }
        return rows;
    }

    private static Row rate(String what, Series times, Target target) {
        return Row.rate(what, times, Transfer.BYTES, target);
    }

    private static Row faster(String what, Series times, Optional<Series> old, Target target) {
        return old.map(compared -> Row.faster(what, times, "slirp-fullbolt", compared, target))
                .orElse(noLegacy(what));
    }

    private static Row noLegacy(String what) {
        return Row.missing(what, "this kernel has no eth0=slirp");
    }
}
