package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a machine without a network has: loopback of both kinds, and nothing else. */
@Timeout(600) // A kernel may have to be downloaded.
class LoopbackIT {

    /** Binds to ::1, connects to it and sends a word; sockaddr_in6 by hand. */
    private static final String TALK = """
            my $one = "\\0" x 15 . "\\1";
            socket(my $server, 10, 1, 0) or die "socket: $!\\n";
            setsockopt($server, 1, 2, pack('i', 1)) or die "reuse: $!\\n";
            bind($server, pack('S n N a16 N', 10, 4711, 0, $one, 0)) or die "bind: $!\\n";
            listen($server, 1) or die "listen: $!\\n";
            socket(my $client, 10, 1, 0) or die "socket: $!\\n";
            connect($client, pack('S n N a16 N', 10, 4711, 0, $one, 0)) or die "connect: $!\\n";
            syswrite($client, "hello by ::1\\n");
            accept(my $peer, $server) or die "accept: $!\\n";
            sysread($peer, my $word, 100);
            print $word;
            """;

    private static UmlMachine boot(UmlKernel kernel) throws InterruptedException {
        return UmlMachine.builder().image(TestImage.path()).kernel(kernel).boot();
    }

    private static ExecResult talk(UmlMachine vm) throws InterruptedException {
        return vm.exec(Command.of("perl", "-e", TALK).user("nobody").timeout(Duration.ofSeconds(60)));
    }

    @Test
    void theHostsKernelHasLoopbackOfBothKinds() throws Exception {
        try (UmlMachine vm = boot(Kernels.installed())) {
            assertThat(talk(vm).orThrow().stdout()).isEqualTo("hello by ::1\n");
            assertThat(talk(vm).orThrow().stdout()).as("once it is there").isEqualTo("hello by ::1\n");
            assertThat(interfaces(vm, "/proc/net/dev")).containsExactly("lo");
            assertThat(vm.exec("cat", "/proc/net/if_inet6").orThrow().stdout().lines())
                    .singleElement()
                    .asString()
                    .startsWith("00000000000000000000000000000001 ")
                    .endsWith(" lo");
            assertThat(vm.exec("cat", "/proc/net/route").orThrow().stdout().lines())
                    .as("routes, but for the headline")
                    .hasSize(1);
        }
    }

    @Test
    void debian13sKernelHasItsModulesFromItsPackage() throws Exception {
        try (UmlMachine vm = boot(Kernels.trixie())) {
            assertThat(talk(vm).orThrow().stdout()).isEqualTo("hello by ::1\n");
        }
    }

    @Test
    void aNewerKernelHasItBuiltIn() throws Exception {
        try (UmlMachine vm = boot(Kernels.forky())) {
            assertThat(talk(vm).orThrow().stdout()).isEqualTo("hello by ::1\n");
        }
    }

    @Test
    void loopbackIsThereAfterARebootToo() throws Exception {
        try (UmlMachine vm = boot(Kernels.installed())) {
            vm.reboot();
            assertThat(talk(vm).orThrow().stdout()).isEqualTo("hello by ::1\n");
        }
    }

    @Test
    void whoWantsNoIpv6GetsNone() throws Exception {
        try (UmlMachine vm = UmlMachine.builder()
                .image(TestImage.path())
                .kernelArgument("ipv6.disable=1")
                .boot()) {
            assertThat(talk(vm).stderr()).contains("Address family not supported");
        }
    }

    @Test
    void aKernelWithoutModulesBesideItBootsAsBefore() throws Exception {
        Path directory = Files.createTempDirectory("kernel");
        Path alone = directory.resolve("linux.uml");
        try {
            Files.copy(Kernels.installed().path(), alone);
            assertThat(alone.toFile().setExecutable(true)).isTrue();
            try (UmlMachine vm = boot(UmlKernel.of(alone))) {
                assertThat(vm.exec("echo", "up").orThrow().stdout()).isEqualTo("up\n");
                assertThat(vm.exec("cat", "/proc/sys/kernel/modprobe").orThrow().stdout())
                        .isEqualTo("/sbin/modprobe\n");
            }
        } finally {
            Files.deleteIfExists(alone);
            Files.delete(directory);
        }
    }

    /** Seen from the host: a process that has no socket but unix ones has nothing to send a packet by. */
    @Test
    void noProcessOfTheMachineHasASocketOfTheHostsNetwork() throws Exception {
        try (UmlMachine vm = boot(Kernels.installed())) {
            assertThat(talk(vm).orThrow().stdout()).isEqualTo("hello by ::1\n");
            List<String> sockets = new ArrayList<>();
            List<String> others = new ArrayList<>();
            for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
                if (process.info().commandLine().orElse("").contains("umid=" + vm.name())) {
                    for (String link : descriptors(process.pid())) {
                        (link.startsWith("socket:") ? sockets : others).add(link);
                    }
                }
            }
            assertThat(others).as("descriptors").isNotEmpty();
            assertThat(others).noneMatch(link -> link.contains("/dev/net/tun"));
            List<String> unix = Files.readAllLines(Path.of("/proc/net/unix")).stream()
                    .map(line -> "socket:[" + line.strip().split("\\s+")[6] + "]")
                    .toList();
            assertThat(sockets).isNotEmpty().isSubsetOf(unix);
        }
    }

    private static List<String> descriptors(long pid) throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            List<String> targets = new ArrayList<>();
            for (Path link : links.toList()) {
                targets.add(Files.readSymbolicLink(link).toString());
            }
            return targets;
        }
    }

    private static List<String> interfaces(UmlMachine vm, String file) throws InterruptedException {
        return vm.exec("cat", file)
                .orThrow()
                .stdout()
                .lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .toList();
    }
}
