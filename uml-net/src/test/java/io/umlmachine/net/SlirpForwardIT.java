package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.umlmachine.BootException;
import io.umlmachine.PortForward;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports of the host behind which there are ports of guests, and the other way round. */
@Timeout(180)
class SlirpForwardIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static UmlMachine boot(Slirp network) throws InterruptedException {
        return UmlMachine.builder().image(TestImage.path()).network(network).boot();
    }

    private static String get(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Datagrams may get lost: asks again until there is an answer. */
    private static String echo(int port, String text) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(2000);
            for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
                socket.send(new DatagramPacket(bytes, bytes.length, address));
                try {
                    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
                    socket.receive(answer);
                    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
                } catch (SocketTimeoutException e) {
                    continue;
                }
            }
        }
        throw new SocketTimeoutException("No echo within " + PATIENCE);
    }

    @Test
    void forwardsHoldFromTheBootOnAcrossRebootsAndTimesWithoutNetwork() throws Exception {
        try (UmlMachine vm =
                boot(Slirp.create().isolateHost(false).forward(0, 80).forwardUdp(0, 7))) {
            int port = vm.network().mappedPort(80);
            int udp = vm.network().mappedPort(PortForward.Protocol.UDP, 7);
            Guests.serveHttp(vm, 80, "before");
            Guests.echoUdp(vm, 7);
            assertThat(get(port)).isEqualTo("before");
            assertThat(echo(udp, "abc")).isEqualTo("ABC");
            List<PortForward> forwards = vm.network().forwards();

            vm.network().disconnect();
            assertThatThrownBy(() -> get(port)).isInstanceOf(ConnectException.class);
            assertThat(vm.network().forwards()).isEqualTo(forwards);
            vm.network().connect();
            assertThat(get(port)).isEqualTo("before");
            assertThat(echo(udp, "def")).isEqualTo("DEF");

            vm.reboot();
            assertThat(vm.network().forwards()).isEqualTo(forwards);
            Guests.serveHttp(vm, 80, "after");
            assertThat(get(port)).isEqualTo("after");
        }
    }

    @Test
    void forwardsComeAndGoWhileAMachineRuns() throws Exception {
        try (UmlMachine vm = boot(Slirp.create())) {
            Guests.serveHttp(vm, 8000, "here");
            assertThatThrownBy(() -> vm.network().mappedPort(8000)).isInstanceOf(IllegalArgumentException.class);
            PortForward added = vm.network().forward(PortForward.tcp(0, 8000));
            assertThat(get(vm.network().mappedPort(8000))).isEqualTo("here");
            assertThat(vm.network().forwards()).containsExactly(added);

            // A second one, on the number of the first, is refused and leaves the first one alone.
            assertThatThrownBy(() -> vm.network().forward(added))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("port " + added.host().getPort())
                    .hasMessageContaining("slirp4netns");
            assertThat(get(added.host().getPort())).isEqualTo("here");

            vm.network().remove(added);
            vm.network().remove(added);
            assertThat(vm.network().forwards()).isEmpty();
            assertThatThrownBy(() -> get(added.host().getPort())).isInstanceOf(ConnectException.class);
            // Nobody keeps it.
            try (ServerSocket server =
                    new ServerSocket(added.host().getPort(), 1, added.host().getAddress())) {
                assertThat(server.isBound()).isTrue();
            }
        }
    }

    @Test
    void machinesWithTheSamePortHaveEachOneOfTheHost() throws Exception {
        Slirp network = Slirp.create().forward(0, 80);
        try (UmlMachine one = boot(network);
                UmlMachine two = boot(network)) {
            Guests.serveHttp(one, 80, "one");
            Guests.serveHttp(two, 80, "two");
            assertThat(get(one.network().mappedPort(80))).isEqualTo("one");
            assertThat(get(two.network().mappedPort(80))).isEqualTo("two");
        }
    }

    @Test
    void aGuestsClientReachesAServerOfTheHostThatDoesNotIsolateItself() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = "from the host".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        HttpProxy proxy = HttpProxy.of("http://localhost:" + port);
        Slirp network = Slirp.create()
                .isolateHost(false)
                .proxy(proxy)
                .mtu(9000)
                .nameservers("192.0.2.1")
                .searchDomains("a.example", "b.example");
        try (UmlMachine vm = boot(network)) {
            assertThat(Guests.connect(vm, "10.0.2.2", port, "GET / HTTP/1.0\r\n\r\n"))
                    .endsWith("from the host");
            assertThat(vm.exec("sh", "-c", "echo $http_proxy $HTTPS_PROXY").stdout())
                    .isEqualTo("http://10.0.2.2:%1$d http://10.0.2.2:%1$d\n".formatted(port));
            assertThat(vm.exec("cat", "/etc/resolv.conf").stdout())
                    .isEqualTo("search a.example b.example\nnameserver 192.0.2.1\n");
            assertThat(vm.exec("cat", "/sys/class/net/vec0/mtu").stdout()).isEqualTo("9000\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void datagramsThatCouldNotBeAnsweredAreRefused() {
        assertThatThrownBy(() -> boot(Slirp.create().forwardUdp(0, 7)))
                .isInstanceOf(SlirpException.class)
                .hasMessageContaining("isolateHost(false)");
    }

    @Test
    void aPortThatIsTakenFailsTheBootAndNamesTheHolder() throws Exception {
        try (ServerSocket holder =
                new ServerSocket(0, 1, PortForward.tcp(0, 80).host().getAddress())) {
            int port = holder.getLocalPort();
            assertThatThrownBy(() -> boot(Slirp.create().forward(0, 79).forward(port, 80)))
                    .isInstanceOf(BootException.class)
                    .hasCauseInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("the host's port " + port)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        await().untilAsserted(() -> assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("slirp4netns")))
                .isEmpty());
    }
}
