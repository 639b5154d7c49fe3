package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real slirp4netns for real machines; that apt works through it, the images' tests show. */
@Timeout(120)
class SlirpIT {

    private static UmlMachine boot() throws InterruptedException {
        return UmlMachine.builder()
                .image(TestImage.path())
                .network(Slirp.create())
                .boot();
    }

    private static List<ProcessHandle> helpersOf(UmlMachine vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String command = process.info().commandLine().orElse("");
                    return command.contains("slirp4netns") && command.contains(vm.name());
                })
                .toList();
    }

    @Test
    void theGuestHasAnAddressARouteAndANameServer() throws Exception {
        try (UmlMachine vm = boot()) {
            assertThat(vm.exec("cat", "/etc/resolv.conf").orThrow().stdout()).contains("nameserver 10.0.2.3\n");
            // 10.0.2.2 in the byte order of /proc/net/route.
            assertThat(vm.exec("cat", "/proc/net/route").stdout()).containsPattern("vec0\\s+00000000\\s+0202000A");
            assertThat(vm.exec("cat", "/sys/class/net/vec0/mtu").stdout()).isEqualTo("16000\n");
            assertThat(vm.exec("cat", "/proc/net/fib_trie").stdout()).contains("10.0.2.100");
        }
    }

    @Test
    void theGatewayAnswersAndTheHostsLoopbackDoesNot() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                UmlMachine vm = boot()) {
            String script = "my ($a, $port) = @ARGV; socket(my $s, 2, 1, 0); alarm 10;"
                    + "print connect($s, pack('S n C4 x8', 2, $port, split(/\\./, $a))) ? 'connected' : 'refused'";
            String port = Integer.toString(service.getLocalPort());
            for (String address : List.of("10.0.2.2", "127.0.0.1")) {
                assertThat(vm.exec(Command.of("perl", "-e", script, address, port)
                                        .timeout(Duration.ofSeconds(30)))
                                .stdout())
                        .as(address)
                        .isNotEqualTo("connected");
            }
            service.setSoTimeout(100);
            assertThatThrownBy(service::accept)
                    .as("a connection from the guest")
                    .isInstanceOf(SocketTimeoutException.class);
            // An echo request by hand: the answer shows that packets go both ways.
            String ping = "socket(my $s, 2, 3, 1) or die $!; my $p = pack('C C n n n', 8, 0, 0xf7fe, 1, 0);"
                    + "alarm 10; send($s, $p, 0, pack('S n C4 x8', 2, 0, 10, 0, 2, 2)) or die $!;"
                    + "recv($s, my $r, 100, 0); print unpack('x20 C', $r)";
            assertThat(vm.exec(Command.of("perl", "-e", ping).timeout(Duration.ofSeconds(30)))
                            .orThrow()
                            .stdout())
                    .isEqualTo("0");
        }
    }

    @Test
    void everyMachineHasAHelperOfItsOwnWhichEndsWithIt() throws Exception {
        try (UmlMachine one = boot();
                UmlMachine two = boot()) {
            assertThat(helpersOf(one)).isNotEmpty();
            assertThat(helpersOf(two)).isNotEmpty();
            one.close();
            assertThat(Leftovers.of(one.name())).isEmpty();
            assertThat(helpersOf(one)).isEmpty();
            assertThat(helpersOf(two)).isNotEmpty();
        }
    }

    @Test
    void aMachineSurvivesItsHelper() throws Exception {
        UmlMachine vm = boot();
        for (ProcessHandle helper : helpersOf(vm)) {
            helper.destroyForcibly();
            helper.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(vm.exec("echo", "alive").orThrow().stdout()).isEqualTo("alive\n");
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }
}
