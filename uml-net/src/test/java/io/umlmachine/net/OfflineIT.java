package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.Network;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.InTapNamespace;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * That a machine without a network sends nothing, as the host sees it: in a network in which nobody else sends anything, the
 * devices count no packet, and the machine's processes have no socket by which one could go.
 */
@InTapNamespace
@Timeout(120)
class OfflineIT {

    /**
     * What guest root can try: each line that it prints is an attempt that the guest's kernel took. Datagrams and
     * connections to the host's addresses and to others, raw packets, frames on each device, another device's name brought
     * up, and the loader for a driver.
     */
    private static final String ATTEMPTS = """
            $| = 1; $SIG{ALRM} = sub { die "late\\n" };
            my @hosts = qw(127.0.0.1 10.0.2.2 10.0.2.3 192.168.0.1 192.168.1.198 192.0.2.1 255.255.255.255 224.0.0.1);
            sub address { pack('S n C4 x8', 2, $_[1], split(/[.]/, $_[0])) }
            sub says { print "$_[0]\\n" if $_[1] }
            for my $host (@hosts) {
                for my $port (53, 80, $ARGV[0]) {
                    socket(my $u, 2, 2, 0); setsockopt($u, 1, 6, pack('i', 1));
                    says("udp $host $port", defined send($u, 'out', 0, address($host, $port)));
                    socket(my $t, 2, 1, 0);
                    says("tcp $host $port", eval { alarm 2; my $r = connect($t, address($host, $port)); alarm 0; $r });
                }
                if (socket(my $raw, 2, 3, 1)) {
                    says("icmp $host", defined send($raw, pack('C C n n n', 8, 0, 0xf7fe, 1, 0), 0, address($host, 0)));
                }
            }
            if (socket(my $six, 10, 2, 0)) {
                for my $to ("\\xff\\x02" . "\\0" x 13 . "\\x01", "\\x20\\x01\\x0d\\xb8" . "\\0" x 11 . "\\x01") {
                    says('udp6', defined send($six, 'out', 0, pack('S n N a16 L', 10, 53, 0, $to, 0)));
                }
            }
            socket(my $control, 2, 2, 0);
            for my $device (qw(vec0 vec1 eth0 eth1 tap0 sit0 tunl0)) {
                my $up = pack('a16 S x22', $device, 0x43);
                says("up $device", ioctl($control, 0x8914, $up));
            }
            opendir(my $devices, '/sys/class/net'); my @devices = grep { !/^[.]/ } readdir($devices);
            for my $device (@devices) {
                open(my $index, '<', "/sys/class/net/$device/ifindex") or next; chomp(my $number = <$index>);
                if (socket(my $frames, 17, 3, 0x0003)) {
                    my $frame = "\\xff" x 6 . "\\2\\0\\0\\0\\0\\1" . "\\x08\\x06" . "\\0" x 46;
                    says("frame $device", defined send($frames, $frame, 0, pack('S n i S C C a8', 17, 0x0608, $number, 1, 0, 6, "\\xff" x 6)));
                }
            }
            for my $module (qw(tun slip ppp_generic)) { says("module $module", system("modprobe $module 2>/dev/null") == 0) }
            says('tun', open(my $tun, '+<', '/dev/net/tun'));
            print "tried on: @devices\\n";
            """;

    private static final Set<String> REPEATING = Set.of("02", "03", "04", "09", "0B");

    /** Packets that each device of this network has sent or taken; bytes, too. */
    private static Map<String, String> counters() throws IOException {
        Map<String, String> counters = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/net/dev"))) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                counters.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return counters;
    }

    /**
     * TCP connections of this network that send again until somebody answers: to a guest of an earlier test, which has gone,
     * the host's kernel repeats for some seconds that it has hung up. States as of the kernel's tcp_states.h: SYN_SENT,
     * SYN_RECV, FIN_WAIT1, LAST_ACK, CLOSING.
     */
    private static List<String> connectionsThatRepeatThemselves() throws IOException {
        List<String> repeating = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            Files.readAllLines(Path.of(table)).stream()
                    .skip(1)
                    .filter(line -> REPEATING.contains(line.trim().split("\\s+")[3]))
                    .forEach(repeating::add);
        }
        return repeating;
    }

    /** The descriptors of the machine's processes by which something could leave, in words. */
    private static List<String> waysOut(UmlMachine vm) throws IOException {
        List<String> unix = socketsOf("/proc/net/unix");
        try (Stream<ProcessHandle> processes = ProcessHandle.current().descendants()) {
            return processes
                    .filter(process -> process.info().commandLine().orElse("").contains(vm.name()))
                    .flatMap(OfflineIT::descriptors)
                    .filter(target -> target.contains("/net/tun")
                            || target.startsWith("socket:[") && unix.stream().noneMatch(target::equals))
                    .toList();
        }
    }

    private static List<String> socketsOf(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .skip(1)
                .map(line -> "socket:[" + line.trim().split("\\s+")[6] + "]")
                .toList();
    }

    private static Stream<String> descriptors(ProcessHandle process) {
        try (Stream<Path> links = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return links
                    .map(link -> {
                        try {
                            return Files.readSymbolicLink(link).toString();
                        } catch (IOException e) {
                            return "";
                        }
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static List<String> attempts(UmlMachine vm, int hostPort) throws InterruptedException {
        ExecResult result = vm.exec(
                Command.of("perl", "-e", ATTEMPTS, Integer.toString(hostPort)).timeout(Duration.ofSeconds(60)));
        assertThat(result.stderr()).isEmpty();
        return result.orThrow().stdout().lines().toList();
    }

    private static void assertSilent(UmlMachine vm) throws Exception {
        // A service of the host's that a machine with loopback of the host's would reach.
        try (ServerSocket service = new ServerSocket(0)) {
            service.setSoTimeout(50);
            await().atMost(Duration.ofSeconds(60)).until(OfflineIT::connectionsThatRepeatThemselves, List::isEmpty);
            Map<String, String> before = counters();
            List<String> taken = attempts(vm, service.getLocalPort());
            assertThat(taken).last().asString().startsWith("tried on: ").doesNotContain("vec", "eth");
            assertThat(taken)
                    .as("attempts that have the guest's own loopback as their way")
                    .contains("udp 127.0.0.1 53", "frame lo");
            assertThat(taken).noneMatch(line -> line.startsWith("up ") || line.startsWith("tcp "));
            assertThat(counters()).isEqualTo(before);
            assertThat(waysOut(vm)).isEmpty();
            assertThatThrownBy(service::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aMachineWithoutANetworkSendsNothing() throws Exception {
        try (UmlMachine vm = UmlMachine.builder()
                .image(TestImage.path())
                .network(Network.none())
                .boot()) {
            assertSilent(vm);
        }
    }

    @Test
    void aMachineThatIsDisconnectedFromATapSendsNothingUntilItIsBack() throws Exception {
        TunTap network = TunTap.device("tap0").address("192.168.0.110/24").hostAddress("192.168.0.1");
        try (UmlMachine vm =
                UmlMachine.builder().image(TestImage.path()).network(network).boot()) {
            assertThat(waysOut(vm))
                    .as("what shows that a way out would be seen")
                    .isNotEmpty();
            vm.network().disconnect();
            assertSilent(vm);
            vm.network().connect();
            Map<String, String> before = counters();
            GuestServer.start(vm);
            assertThat(GuestServer.ask("192.168.0.110")).isEqualTo(vm.name());
            assertThat(counters().get("tap0")).as("packets that are counted").isNotEqualTo(before.get("tap0"));
        }
    }

    @Test
    void aMachineThatIsDisconnectedFromSlirpSendsNothing() throws Exception {
        try (UmlMachine vm = UmlMachine.builder()
                .image(TestImage.path())
                .network(Slirp.create())
                .boot()) {
            vm.network().disconnect();
            assertSilent(vm);
        }
    }
}
