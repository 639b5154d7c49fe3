package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.umlmachine.ByteSize;
import io.umlmachine.Network;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.net.TunTapException.Problem;
import io.umlmachine.net.internal.lease.Claim;
import io.umlmachine.testing.InTapNamespace;
import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TapNamespace;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real machines on the taps that samples/tap-namespace has made. */
@InTapNamespace
@Timeout(120)
class TunTapIT {

    private static UmlMachine.Builder machine(Network network) {
        return UmlMachine.builder()
                .image(TestImage.path())
                .memory(ByteSize.mebibytes(256))
                .network(network);
    }

    private static String addressOf(UmlMachine vm) {
        return vm.network().guestInterface().orElseThrow().address();
    }

    /** The devices of this network that are not the JDK's to see, for they have no address. */
    private static List<String> devices() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/dev")).stream()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .toList();
    }

    private static void assertRefused(TunTap network, Problem problem, String... words) {
        assertThatThrownBy(() -> machine(network).boot().close())
                .isInstanceOfSatisfying(
                        TunTapException.class,
                        failure -> assertThat(failure.problem()).isEqualTo(problem))
                .hasMessageContainingAll(words);
    }

    @Test
    @Proves("addresses of parallel machines")
    void fourMachinesOfOnePoolReachEachOtherAndTheHost() throws Exception {
        AddressPool pool = AddressPool.of("192.168.0.102/24 … .105");
        TunTap network = TunTap.devices("tap0", "tap1", "tap2", "tap3")
                .address(pool)
                .hostAddress("192.168.0.1")
                .gateway("192.168.0.1");
        List<CompletableFuture<UmlMachine>> boots = new ArrayList<>();
        List<UmlMachine> machines = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                boots.add(machine(network).bootAsync());
            }
            for (CompletableFuture<UmlMachine> boot : boots) {
                machines.add(boot.get(90, TimeUnit.SECONDS));
            }
            assertThat(machines).extracting(TunTapIT::addressOf).containsExactlyInAnyOrderElementsOf(pool.addresses());
            assertThat(pool.holders()).containsOnlyKeys(pool.addresses());
            assertThatThrownBy(() -> machine(network).boot().close())
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContainingAll(
                            "tap0", "tap3", "process " + ProcessHandle.current().pid());
            for (UmlMachine vm : machines) {
                GuestServer.start(vm);
            }
            for (UmlMachine vm : machines) {
                assertThat(GuestServer.ask(addressOf(vm))).isEqualTo(vm.name());
                for (UmlMachine other : machines) {
                    assertThat(GuestServer.askFrom(vm, addressOf(other), GuestServer.PORT))
                            .as("%s from %s", addressOf(other), addressOf(vm))
                            .isEqualTo(other.name());
                }
            }
        } finally {
            boots.forEach(boot -> boot.thenAccept(UmlMachine::close).join());
        }
        assertThat(pool.holders()).isEmpty();
        assertThat(machines)
                .allSatisfy(vm -> assertThat(Leftovers.of(vm.name())).isEmpty());
    }

    /** But for the name of the tap, which nobody may make here. */
    @Proves({
        "MY_ETH0",
        "UML_IP",
        "UML_NETMASK",
        "UML_NETWORK",
        "UML_BROADCAST",
        "UML_GATEWAY",
        "sample of pbuilder-uml.conf"
    })
    @Test
    void theManualsSampleWorksAcrossAnUnplugAndAReboot(@TempDir Path directory) throws Exception {
        Network network = NetworkConfig.parse(Files.writeString(directory.resolve("pbuilder-uml.conf"), """
                MY_ETH0=tuntap,tapchapter,,192.168.1.198
                UML_IP=192.168.1.199
                UML_NETMASK=255.255.255.0
                UML_NETWORK=192.168.1.0
                UML_BROADCAST=255.255.255.255
                UML_GATEWAY=192.168.1.1
                """))
                .network();
        try (UmlMachine vm = machine(network).boot()) {
            GuestServer.start(vm);
            assertReachesHostAndGateway(vm);
            // The gateway in the byte order of /proc/net/route.
            assertThat(vm.exec("cat", "/proc/net/route").stdout()).containsPattern("vec0\\s+00000000\\s+0101A8C0");
            assertThat(vm.exec("cat", "/sys/class/net/vec0/address").stdout()).isEqualTo("02:00:c0:a8:01:c7\n");

            vm.network().disconnect();
            assertThat(vm.exec("cat", "/proc/net/dev").stdout()).doesNotContain("vec0");
            assertThat(Claim.holder("address", "192.168.1.199"))
                    .as("the lease of a machine that will be back")
                    .isPresent();
            vm.network().connect();
            assertReachesHostAndGateway(vm);

            vm.reboot();
            GuestServer.start(vm);
            assertReachesHostAndGateway(vm);
        }
        assertThat(Claim.holder("address", "192.168.1.199")).isEmpty();
    }

    private static void assertReachesHostAndGateway(UmlMachine vm) throws Exception {
        assertThat(GuestServer.ask("192.168.1.199")).isEqualTo(vm.name());
        for (String address : List.of("192.168.1.198", "192.168.1.1")) {
            try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(address))) {
                server.setSoTimeout(60_000);
                CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> {
                    try (Socket socket = server.accept()) {
                        socket.getOutputStream().write(address.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertThat(GuestServer.askFrom(vm, address, server.getLocalPort()))
                        .isEqualTo(address);
                answer.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aTapThatCannotBeUsedIsRefusedWithItsReason() {
        TunTap network = TunTap.device("taproot").address("192.168.0.110/24");
        assertRefused(network, Problem.OTHER_OWNER, "taproot", "user 0", "ip tuntap add dev taproot mode tap user");
        assertRefused(
                TunTap.device("tap9").address("192.168.0.110/24"),
                Problem.NO_SUCH_TAP,
                "tap9",
                "ip tuntap add dev tap9 mode tap user " + System.getProperty("user.name"));
        assertRefused(TunTap.device("lo").address("192.168.0.110/24"), Problem.NOT_A_TAP, "lo");
        assertRefused(
                TunTap.device("tap0").address("192.168.0.110/24").hostAddress("192.168.0.2"),
                Problem.NO_HOST_ADDRESS,
                "192.168.0.2",
                "ip address add 192.168.0.2/24 dev br0");
        assertRefused(TunTap.create().address("192.168.0.110/24"), Problem.NOT_ALLOWED, "CAP_NET_ADMIN", "Slirp");
    }

    @Test
    @Proves("addresses of parallel machines")
    void whatIsTakenIsRefusedWithItsHolder() throws Exception {
        try (UmlMachine vm =
                machine(TunTap.device("tap0").address("192.168.0.110/24")).boot()) {
            String holder = "process " + ProcessHandle.current().pid() + " of " + System.getProperty("user.name");
            assertThatThrownBy(() -> machine(TunTap.device("tap1").address("192.168.0.110/24"))
                            .boot()
                            .close())
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContainingAll("192.168.0.110", holder);
            assertThatThrownBy(() -> machine(TunTap.device("tap0").address("192.168.0.111/24"))
                            .boot()
                            .close())
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContainingAll("tap0", holder);
            assertThatThrownBy(() -> machine(TunTap.device("tap1")
                                    .address("192.168.0.111/24")
                                    .mac("02:00:c0:a8:00:6e"))
                            .boot()
                            .close())
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContainingAll("02:00:c0:a8:00:6e", holder);
            assertThat(vm.exec("echo", "unharmed").stdout()).isEqualTo("unharmed\n");
        }
    }

    @Test
    void aTapThatAnotherProgramHasOpenedIsNamedAsInUse() throws Exception {
        // Opens the tap without a lease, as any other virtual machine would.
        Process other = new ProcessBuilder(
                        "perl",
                        "-e",
                        "$| = 1; open(my $f, '+<', '/dev/net/tun') or die $!; my $r = pack('a16 S x22', 'tap3', 0x1002);"
                                + "ioctl($f, 0x400454ca, $r) or die $!; print qq{open\\n}; <STDIN>")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");
            assertRefused(TunTap.device("tap3").address("192.168.0.110/24"), Problem.IN_USE, "tap3");
            try (UmlMachine vm = machine(TunTap.devices("tap3", "tap2").address("192.168.0.110/24"))
                    .boot()) {
                assertThat(vm.kernelCommandLine())
                        .as("of several, the one that is free")
                        .anyMatch(word -> word.contains("ifname=tap2,"));
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    @Proves("tunctl")
    void aTapThatIsMadeGoesWithTheMachine() throws Exception {
        List<String> before = devices();
        try (JavaProgram program = JavaProgram.start(TapNamespace.netAdmin(), TapPrograms.OnMadeTap.class, Map.of())) {
            String name = program.line();
            assertThat(devices()).contains("umlm0");
            assertThat(Files.readString(Path.of("/sys/class/net/umlm0/mtu"))).isEqualTo("1400\n");
            assertThat(GuestServer.ask("192.168.77.2")).isEqualTo(name);
            program.say("bye");
            assertThat(program.line()).isEqualTo("closed");
            assertThat(Leftovers.of(name)).isEmpty();
        }
        assertThat(devices()).isEqualTo(before);
    }

    @Test
    void aKilledProgramLeavesNoTapNoLeaseAndNoMachine() throws Exception {
        List<String> before = devices();
        String name;
        try (JavaProgram program =
                JavaProgram.start(TapNamespace.netAdmin(), TapPrograms.OnMadeTap.class, Map.of(), "mine")) {
            name = program.line();
            assertThat(devices()).contains("mine");
            assertThat(Claim.holder("tap", "mine").orElseThrow().pid())
                    .hasValue(program.process().pid());
            program.process().destroyForcibly().waitFor();
            assertThat(Claim.holder("tap", "mine")).isEmpty();
            assertThat(Claim.holder("address", "192.168.77.2")).isEmpty();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(devices()).isEqualTo(before));
        // Its files go when the next program starts, or is asked to.
        UmlMachines.reap();
        assertThat(Leftovers.of(name)).isEmpty();
    }

    @Test
    void aTapWhoseHelperWasKilledTooIsRemovedByTheNextProgram() throws Exception {
        List<String> before = devices();
        try (JavaProgram program = JavaProgram.start(TapNamespace.netAdmin(), TapPrograms.OnMadeTap.class, Map.of())) {
            program.line();
            List<ProcessHandle> helpers = program.process()
                    .descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains("link delete"))
                    .toList();
            assertThat(helpers).isNotEmpty();
            helpers.forEach(ProcessHandle::destroyForcibly);
            program.process().destroyForcibly().waitFor();
            assertThat(devices()).contains("umlm0");
        }
        // A kernel that is just ending still has it open for a moment.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            try (JavaProgram next = JavaProgram.start(TapNamespace.netAdmin(), TapPrograms.OnMadeTap.class, Map.of())) {
                next.line();
                next.say("bye");
                assertThat(next.line()).isEqualTo("closed");
            }
            assertThat(devices()).isEqualTo(before);
        });
    }

    @Test
    @Proves({
        "uml_net",
        "rootstrap.conf transport",
        "rootstrap.conf host",
        "rootstrap.conf uml",
        "rootstrap.conf netmask",
        "rootstrap.conf gateway",
        "rootstrap.conf nameserver",
        "rootstrap.conf domain"
    })
    void umlNetMakesATapForAnOlderKernelAsRootstrapConfHasIt(@TempDir Path directory) throws Exception {
        assumeTrue(TapNamespace.umlNet().isPresent(), "uml_net was not there when samples/tap-namespace ran");
        List<String> before = devices();
        Map<String, String> path = Map.of("PATH", TapNamespace.umlNet().orElseThrow() + ":" + System.getenv("PATH"));
        try (JavaProgram program = JavaProgram.start(
                TapPrograms.OnUmlNetsTap.class,
                path,
                directory.resolve("rootstrap.conf").toString())) {
            String name = program.line();
            assertThat(devices()).hasSize(before.size() + 1);
            assertThat(GuestServer.ask("192.168.78.2")).isEqualTo(name);
            assertThat(program.line()).contains("nameserver 192.0.2.53").contains("search uml.example");
            // Gateway and mask in the byte order of that file.
            assertThat(program.line())
                    .contains("00000000 014EA8C0")
                    .contains("004EA8C0 00000000")
                    .contains("00FFFFFF");
            program.say("bye");
            assertThat(program.line()).isEqualTo("closed");
            assertThat(Leftovers.of(name)).isEmpty();
        }
        assertThat(devices()).isEqualTo(before);
    }

    @Test
    void withoutUmlNetOneIsToldWhereItComesFrom() {
        assertRefused(
                TunTap.viaUmlNet("192.168.78.1").address("192.168.78.2/24"),
                Problem.NO_UML_NET,
                "apt-get install uml-utilities");
    }
}
