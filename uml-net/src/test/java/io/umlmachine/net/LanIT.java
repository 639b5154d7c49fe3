package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TestImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several real machines on one segment. */
@Timeout(180)
class LanIT {

    private static final Logger LOG = LoggerFactory.getLogger(LanIT.class);

    @TempDir
    private Path directory;

    /** Listens at port 7, tells so, takes one connection and prints how many bytes came, and their sum. */
    private static final String SERVER = """
            $| = 1;
            socket(my $s, 2, 1, 0) or die $!;
            setsockopt($s, 1, 2, 1);
            bind($s, pack('S n x12', 2, 7)) or die $!;
            listen($s, 5) or die $!;
            print "listening\\n";
            accept(my $c, $s) or die $!;
            my ($length, $sum) = (0, 0);
            while (my $n = sysread($c, my $bytes, 65536)) {
                $length += $n;
                $sum = ($sum + unpack('%32C*', $bytes)) & 0xffffffff;
            }
            print "$length $sum\\n";
            """;

    /** Sends so many kilobytes, a multiple of 64, to port 7 of a machine by its name, and prints their number and sum. */
    private static final String CLIENT = """
            my ($name, $kilobytes) = @ARGV;
            my @address = gethostbyname($name) or die "no $name";
            socket(my $s, 2, 1, 0) or die $!;
            alarm 60;
            connect($s, pack('S n a4 x8', 2, 7, $address[4])) or die "$name: $!";
            my ($length, $sum, $seed) = (0, 0, $$);
            for (1 .. $kilobytes / 64) {
                my $bytes = pack('N', $seed = ($seed * 1103515245 + 12345) & 0x7fffffff) x 16384;
                for (my $done = 0; $done < 65536;) {
                    my $n = syswrite($s, $bytes, 65536 - $done, $done);
                    defined $n or die $!;
                    $done += $n;
                }
                $length += 65536;
                $sum = ($sum + unpack('%32C*', $bytes)) & 0xffffffff;
            }
            print "$length $sum\\n";
            """;

    private static UmlMachine boot(Lan lan, String name) throws InterruptedException {
        return UmlMachine.builder()
                .image(TestImage.path())
                .hostname(name)
                .network(lan.join(name))
                .boot();
    }

    private static void transfer(UmlMachine from, UmlMachine to, String name, int kilobytes) throws Exception {
        GuestProcess server = to.start(Command.of("perl", "-e", SERVER).timeout(Duration.ofSeconds(90)));
        try (BufferedReader words =
                new BufferedReader(new InputStreamReader(server.stdout(), StandardCharsets.US_ASCII))) {
            assertThat(words.readLine()).isEqualTo("listening");
            long start = System.nanoTime();
            ExecResult sent = from.exec(Command.of("perl", "-e", CLIENT, name, Integer.toString(kilobytes))
                    .timeout(Duration.ofSeconds(90)));
            assertThat(words.readLine() + "\n").isEqualTo(sent.orThrow().stdout());
            double seconds = (System.nanoTime() - start) / 1e9;
            LOG.info(String.format("to %s: %.1f MB/s", name, kilobytes / 1024.0 / seconds));
        }
    }

    private static String hosts(UmlMachine vm, String name) throws InterruptedException {
        return vm.exec("getent", "hosts", name).stdout();
    }

    @Test
    @Proves("uml_switch")
    void machinesFindEachOtherByNameAndTalk() throws Exception {
        try (Lan lan = Lan.create();
                UmlMachine db = boot(lan, "db");
                UmlMachine web = boot(lan, "web");
                UmlMachine cache = boot(lan, "Cache.internal")) {
            assertThat(lan.members()).extracting(LanMember::name).containsExactly("db", "web", "cache.internal");
            assertThat(lan.members())
                    .extracting(LanMember::address)
                    .containsExactly("10.0.2.4", "10.0.2.5", "10.0.2.6");
            List<UmlMachine> machines = List.of(db, web, cache);
            List<String> names = List.of("db", "web", "cache.internal");
            for (UmlMachine vm : machines) {
                for (LanMember member : lan.members()) {
                    assertThat(hosts(vm, member.name())).contains(member.address());
                }
                assertThat(vm.readString("/etc/hosts")).contains("localhost");
            }
            for (int from = 0; from < 3; from++) {
                for (int to = 0; to < 3; to++) {
                    if (from != to) {
                        transfer(machines.get(from), machines.get(to), names.get(to), 4096);
                    }
                }
            }
            transfer(db, web, "web", 65536);
            LOG.info("{}", lan.members());
            assertThat(lan.members())
                    .extracting(member -> member.traffic().foreign())
                    .containsOnly(0L);
        }
    }

    @Test
    void machinesComeGoDieAndComeBack() throws Exception {
        try (Lan lan = Lan.builder().subnet("192.168.7.0/28").build();
                UmlMachine a = boot(lan, "a");
                UmlMachine b = boot(lan, "b")) {
            a.pause();
            UmlMachine c = boot(lan, "c");
            a.resume();
            await().untilAsserted(() -> assertThat(hosts(a, "c")).startsWith("192.168.7.6 "));
            assertThat(hosts(b, "c")).startsWith("192.168.7.6 ");
            assertThatThrownBy(() -> boot(lan, "c"))
                    .isInstanceOf(LanException.class)
                    .hasMessageContaining("192.168.7.6");

            ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains("umid=" + c.name()))
                    .forEach(ProcessHandle::destroyForcibly);
            await().until(() -> !c.isAlive());
            c.close();
            assertThat(lan.member("c")).isEmpty();
            await().untilAsserted(() -> {
                assertThat(hosts(a, "c")).isEmpty();
                assertThat(hosts(b, "c")).isEmpty();
            });
            try (UmlMachine again = boot(lan, "c")) {
                transfer(again, a, "a", 64);
                assertThat(hosts(b, "c")).startsWith("192.168.7.6 ");
            }

            b.reboot();
            assertThat(hosts(b, "a")).startsWith("192.168.7.4 ");
            transfer(b, a, "a", 64);

            link(b, "down");
            await().until(() -> !connected(lan, "b"));
            link(b, "up");
            await().until(() -> connected(lan, "b"));
            transfer(b, a, "a", 64);
            transfer(a, b, "b", 64);

            b.network().disconnect();
            assertThat(connected(lan, "b")).isFalse();
            assertThat(reaches(a, "192.168.7.5")).isFalse();
            b.network().connect();
            transfer(a, b, "b", 64);

            lan.close();
            assertThat(a.exec("echo", "alive").orThrow().stdout()).isEqualTo("alive\n");
            assertThatThrownBy(() -> boot(lan, "late"))
                    .isInstanceOf(LanException.class)
                    .hasMessageContaining("closed");
            a.close();
            b.close();
            for (UmlMachine vm : List.of(a, b, c)) {
                assertThat(Leftovers.of(vm.name())).isEmpty();
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("uml-lan");
        }
    }

    private static boolean connected(Lan lan, String name) {
        return lan.member(name).orElseThrow().connected();
    }

    private static void link(UmlMachine vm, String state) throws InterruptedException {
        String script = "socket(my $s, 2, 2, 0) or die $!; my $up = $ARGV[0] eq 'up' ? 0x41 : 0;"
                + "ioctl($s, 0x8914, pack('a16 S x22', 'vec0', $up)) or die $!";
        vm.exec("perl", "-e", script, state).orThrow();
    }

    /** Whether an echo request gets an answer within two seconds; the kernel's answer will do. */
    private static boolean reaches(UmlMachine vm, String address) throws InterruptedException {
        String ping = "socket(my $s, 2, 3, 1) or die $!; my $p = pack('C C n n n', 8, 0, 0xf7fe, 1, 0);"
                + "$SIG{ALRM} = sub { print 'silence'; exit }; alarm 2;"
                + "send($s, $p, 0, pack('S n C4 x8', 2, 0, split(/\\./, $ARGV[0]))) or print('refused'), exit;"
                + "recv($s, my $r, 100, 0); print unpack('x20 C', $r) == 0 ? 'answer' : 'refused'";
        return vm.exec(Command.of("perl", "-e", ping, address).timeout(Duration.ofSeconds(30)))
                .orThrow()
                .stdout()
                .equals("answer");
    }

    @Test
    void nothingLeavesALanWithoutUplinkAndLansDoNotMeet() throws Exception {
        try (Lan one = Lan.create();
                Lan two = Lan.create();
                UmlMachine a = boot(one, "a");
                UmlMachine b = boot(one, "b");
                UmlMachine c = boot(two, "c");
                UmlMachine d = boot(two, "d");
                UmlMachine e = boot(two, "e")) {
            assertThat(reaches(a, "10.0.2.5")).isTrue();
            assertThat(reaches(c, "10.0.2.5")).isTrue();
            // e's address is nobody's in the other lan.
            assertThat(reaches(c, "10.0.2.6")).isTrue();
            assertThat(reaches(a, "10.0.2.6")).isFalse();
            assertThat(hosts(a, "c")).isEmpty();
            assertThat(hosts(c, "a")).isEmpty();

            assertThat(a.readString("/proc/net/route").lines().skip(1))
                    .singleElement()
                    .asString()
                    .startsWith("vec0\t0002000A\t00000000");
            for (String address : List.of("10.0.2.2", "192.0.2.1")) {
                assertThat(reaches(a, address)).as(address).isFalse();
            }
            assertThat(childrenOf("slirp4netns")).isEmpty();

            // By hand, to an address that nobody has, and under an address that is another's.
            Path file = directory.resolve("one.pcap");
            try (PacketCapture capture = one.capture(file)) {
                for (String target : List.of("024c0a000205", "525500000001")) {
                    for (String source : List.of("024c0a000206", "024c0a000204")) {
                        sendRaw(a, target, source);
                    }
                }
                await().until(() -> one.member("a").orElseThrow().traffic().undeliverable() == 1);
            }
            assertThat(one.member("a").orElseThrow().traffic().foreign()).isEqualTo(2);
            assertThat(PcapReader.read(file).stream()
                            .map(packet -> HexFormat.of().formatHex(packet.bytes()))
                            .filter(packet -> packet.startsWith("88b5", 24))
                            .map(packet -> packet.substring(0, 24)))
                    .containsExactly("024c0a000205024c0a000204", "525500000001024c0a000204");
        }
    }

    private static void sendRaw(UmlMachine vm, String target, String source) throws InterruptedException {
        String script = "socket(my $s, 17, 3, 0) or die $!;"
                + "open(my $f, '<', '/sys/class/net/vec0/ifindex'); my $i = <$f> + 0;"
                + "send($s, pack('H12 H12 n x46', $ARGV[0], $ARGV[1], 0x88b5), 0, pack('S n l S C C a8', 17, 0x88b5, $i, 0, 0, 6, pack('H12', $ARGV[0]))) or die $!";
        vm.exec("perl", "-e", script, target, source).orThrow();
    }

    private static List<String> childrenOf(String program) {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(program))
                .toList();
    }

    @Test
    @Proves("uml_switch")
    void machinesWithAnUplinkReachTheWorldAtTheSameTimeAndEachOther() throws Exception {
        InetAddress outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeThat(outside).as("an address of this host that is not loopback").isNotNull();
        try (ServerSocket world = new ServerSocket(0, 5, outside);
                ServerSocket local = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Lan lan = Lan.builder().subnet("10.66.0.0/16").uplink().build();
                UmlMachine a = boot(lan, "a");
                UmlMachine b = boot(lan, "b")) {
            assertThat(childrenOf("slirp4netns")).isNotEmpty();
            assertThat(a.readString("/etc/resolv.conf")).isEqualTo("nameserver 10.66.0.3\n");
            CompletableFuture<List<Integer>> served = CompletableFuture.supplyAsync(() -> serve(world, 2));
            CompletableFuture<String> fromA =
                    CompletableFuture.supplyAsync(() -> fetch(a, outside, world.getLocalPort()));
            CompletableFuture<String> fromB =
                    CompletableFuture.supplyAsync(() -> fetch(b, outside, world.getLocalPort()));
            assertThat(fromA.get(60, TimeUnit.SECONDS)).isEqualTo("1000000");
            assertThat(fromB.get(60, TimeUnit.SECONDS)).isEqualTo("1000000");
            assertThat(served.get(60, TimeUnit.SECONDS)).hasSize(2);
            assertThat(fetch(a, InetAddress.getByName("10.66.0.2"), local.getLocalPort()))
                    .isNotEqualTo("1000000");
            local.setSoTimeout(100);
            assertThatThrownBy(local::accept).isInstanceOf(SocketTimeoutException.class);
            transfer(a, b, "b", 1024);

            // The helper's end is not the lan's: the next machine brings another one.
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("slirp4netns"))
                    .forEach(ProcessHandle::destroyForcibly);
            await().until(() -> childrenOf("slirp4netns").isEmpty());
            transfer(a, b, "b", 64);
            try (UmlMachine c = boot(lan, "c")) {
                CompletableFuture<List<Integer>> again = CompletableFuture.supplyAsync(() -> serve(world, 1));
                assertThat(fetch(c, outside, world.getLocalPort())).isEqualTo("1000000");
                assertThat(again.get(60, TimeUnit.SECONDS)).hasSize(1);
            }
        }
        assertThat(childrenOf("slirp4netns")).isEmpty();
    }

    private static List<Integer> serve(ServerSocket server, int connections) {
        List<Integer> served = new ArrayList<>();
        try {
            server.setSoTimeout(60_000);
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                // All are open before any is served.
                open.add(server.accept());
            }
            for (Socket socket : open) {
                try (socket) {
                    socket.getOutputStream().write(new byte[1_000_000]);
                    served.add(socket.getPort());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return served;
    }

    /** Connects, and says how many bytes come until the end. */
    private static String fetch(UmlMachine vm, InetAddress address, int port) {
        String script = "my ($a, $port) = @ARGV; socket(my $s, 2, 1, 0); alarm 30;"
                + "connect($s, pack('S n C4 x8', 2, $port, split(/\\./, $a))) or print('refused'), exit;"
                + "my $sum = 0; while (my $n = sysread($s, my $b, 65536)) { $sum += $n } print $sum";
        try {
            return vm.exec(Command.of("perl", "-e", script, address.getHostAddress(), Integer.toString(port))
                            .timeout(Duration.ofSeconds(60)))
                    .stdout();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The program that is killed with two machines, a lan and its uplink. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Lan lan = Lan.builder().uplink().build();
            UmlMachine a = boot(lan, "a");
            UmlMachine b = boot(lan, "b");
            System.out.println(a.name() + " " + b.name());
            System.in.read();
        }
    }

    @Test
    void nothingIsLeftOfAProgramThatIsKilled() throws Exception {
        List<String> machines;
        try (JavaProgram program = JavaProgram.start(Program.class, Map.of())) {
            machines = List.of(program.line().split(" "));
            List<ProcessHandle> children = program.process().descendants().toList();
            assertThat(children)
                    .anyMatch(child -> child.info().commandLine().orElse("").contains("slirp4netns"));
            program.process().destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        }
        UmlMachines.reap();
        for (String machine : machines) {
            assertThat(Leftovers.of(machine)).isEmpty();
        }
        // The directory of the uplink begins as those of the machines do.
        String owner = machines.get(0).substring(0, machines.get(0).lastIndexOf('-'));
        assertThat(Leftovers.of(owner)).isEmpty();
    }
}
