package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.PortForward;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links that go down and up, helpers that die, and machines without a network for a while. */
@Timeout(300)
class SlirpLinkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Far more than a helper with nothing to do takes, and far less than one that spins. */
    private static final Duration IDLE = Duration.ofMillis(300);

    private static ServerSocket server;

    /** A service of the host's loopback that greets. */
    @BeforeAll
    static void serve() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    continue;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    static Stream<UmlKernel> kernels() {
        return Stream.of(Kernels.installed(), Kernels.trixie(), Kernels.forky());
    }

    private static UmlMachine boot(UmlKernel kernel) throws InterruptedException {
        return UmlMachine.builder()
                .image(TestImage.path())
                .kernel(kernel)
                .network(Slirp.create().isolateHost(false).forward(0, 80))
                .boot();
    }

    private static String reach(UmlMachine vm) throws InterruptedException {
        return Guests.connect(vm, "10.0.2.2", server.getLocalPort(), "");
    }

    /** Whether somebody in the guest answers behind the forwarded port. */
    private static void assertForwarded(UmlMachine vm, int port, String answer) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (Socket client = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
                client.setSoTimeout(10_000);
                client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .endsWith(answer);
            }
        });
    }

    private static Duration cpuOf(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aGuestsRootIsWithoutANetworkUntilItIsConnected(UmlKernel kernel) throws Exception {
        UmlMachine vm = boot(kernel);
        try (vm) {
            Guests.serveHttp(vm, 80, "guest");
            int port = vm.network().mappedPort(80);
            assertThat(reach(vm)).isEqualTo("hello");

            vm.network().disconnect();
            assertThat(Guests.helpersOf(vm)).isEmpty();
            assertThat(Guests.tryLinkUp(vm)).contains("No such device");
            assertThat(reach(vm)).isEqualTo("Network is unreachable");

            vm.network().connect();
            assertThat(reach(vm)).isEqualTo("hello");
            assertForwarded(vm, port, "guest");

            vm.network().disconnect();
            vm.reboot();
            assertThat(Guests.helpersOf(vm)).isEmpty();
            assertThat(Guests.tryLinkUp(vm)).contains("No such device");
        }
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aLinkThatGoesDownAndUpIsTheSameAgain(UmlKernel kernel) throws Exception {
        try (UmlMachine vm = boot(kernel)) {
            Guests.serveHttp(vm, 80, "guest");
            for (int i = 0; i < 3; i++) {
                Guests.linkDown(vm);
                Guests.linkUp(vm);
                assertThat(reach(vm)).isEqualTo("hello");
                assertForwarded(vm, vm.network().mappedPort(80), "guest");
            }
        }
    }

    @Test
    void aGuestThatLeavesItsLinkDownCostsNothing() throws Exception {
        try (UmlMachine vm = boot(Kernels.installed())) {
            assertThat(reach(vm)).isEqualTo("hello");
            Guests.linkDown(vm);
            List<ProcessHandle> helpers = Guests.helpersOf(vm);
            assertThat(helpers).isNotEmpty();
            Duration before = cpuOf(helpers);
            vm.exec("sleep", "3").orThrow();
            assertThat(cpuOf(helpers).minus(before)).isLessThan(IDLE);
        }
    }

    @Test
    void aHelperThatIsKilledIsReplacedAndKeepsItsPorts() throws Exception {
        UmlMachine vm = boot(Kernels.installed());
        try (vm) {
            Guests.serveHttp(vm, 80, "guest");
            int port = vm.network().mappedPort(80);
            List<ProcessHandle> first = Guests.helpersOf(vm);
            for (ProcessHandle helper : first) {
                helper.destroyForcibly();
                helper.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertForwarded(vm, port, "guest");
            assertThat(reach(vm)).isEqualTo("hello");
            assertThat(Guests.helpersOf(vm)).isNotEmpty().doesNotContainAnyElementsOf(first);
            assertThat(vm.network().mappedPort(80)).isEqualTo(port);
        }
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void whoKillsEveryHelperIsLeftWithAMachineThatCanBeConnectedAgain() throws Exception {
        UmlMachine vm = boot(Kernels.installed());
        try (vm) {
            Guests.serveHttp(vm, 80, "guest");
            await().atMost(PATIENCE).until(() -> {
                Guests.helpersOf(vm).forEach(ProcessHandle::destroyForcibly);
                try {
                    vm.network().remove(vm.network().forward(PortForward.tcp(0, 81)));
                    return false;
                } catch (IOException e) {
                    return e.getMessage().contains("Disconnect and connect");
                }
            });
            assertThat(vm.exec("echo", "alive").orThrow().stdout()).isEqualTo("alive\n");
            vm.network().disconnect();
            vm.network().connect();
            assertThat(reach(vm)).isEqualTo("hello");
            assertForwarded(vm, vm.network().mappedPort(80), "guest");
        }
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }
}
