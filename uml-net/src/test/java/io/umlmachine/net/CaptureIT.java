package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.ByteSize;
import io.umlmachine.Network;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packets of real machines in files. */
@Timeout(180)
class CaptureIT {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureIT.class);

    @TempDir
    private Path directory;

    private static UmlMachine.Builder machine(Network network) {
        return UmlMachine.builder().image(TestImage.path()).network(network);
    }

    /**
     * So many datagrams of so many letters to an address. Waits until the interface has taken them all (SIOCOUTQ): in its
     * queue nobody has seen them yet.
     */
    private static void send(UmlMachine vm, String address, int number, int length) throws InterruptedException {
        String script = "my ($a, $n, $l) = @ARGV; socket(my $s, 2, 2, 0) or die $!;"
                + "for (1 .. $n) { send($s, 'x' x $l, 0, pack('S n C4 x8', 2, 9, split(/\\./, $a))) }"
                + "while (1) { my $left = pack('l', 0); ioctl($s, 0x5411, $left) or die $!;"
                + " last unless unpack('l', $left); select(undef, undef, undef, 0.001) }";
        vm.exec("perl", "-e", script, address, Integer.toString(number), Integer.toString(length))
                .orThrow();
    }

    /** How many of the packets are datagrams to port 9, over IPv4. */
    private static long datagrams(Path file) throws IOException {
        return PcapReader.read(file).stream()
                .filter(packet -> {
                    ByteBuffer bytes = ByteBuffer.wrap(packet.bytes());
                    return bytes.limit() >= 38
                            && bytes.getShort(12) == 0x0800
                            && bytes.get(23) == 17
                            && bytes.getShort(36) == 9;
                })
                .count();
    }

    static Stream<UmlKernel> kernels() {
        return Stream.of(Kernels.installed(), Kernels.trixie(), Kernels.forky());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void packetsOfAGuestAreInTheFileWhileItGoesOnAndAfterwards(UmlKernel kernel) throws Exception {
        Path file = directory.resolve("guest.pcap");
        long before = TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond());
        try (UmlMachine vm = machine(Slirp.create()).kernel(kernel).boot()) {
            PacketCapture capture = PacketCapture.start(vm, file);
            assertThat(capture.isRunning()).isTrue();
            assertThat(datagrams(file)).isZero();
            send(vm, "10.0.2.2", 20, 1000);
            await().until(() -> datagrams(file) == 20);
            send(vm, "10.0.2.2", 300, 1000);
            capture.close();
            capture.close();
            assertThat(capture.isRunning()).isFalse();
            assertThat(datagrams(file)).isEqualTo(320);
            assertThat(capture.statistics().lost()).isZero();
            assertThat(capture.statistics().size().bytes()).isEqualTo(Files.size(file));
            List<PcapReader.Packet> packets = PcapReader.read(file);
            assertThat(capture.statistics().packets()).isEqualTo(packets.size());
            long after = TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond() + 1);
            assertThat(packets).allSatisfy(packet -> assertThat(packet.nanos()).isBetween(before, after));
            assertThat(packets).extracting(PcapReader.Packet::nanos).isSorted();
            send(vm, "10.0.2.2", 1, 1000);
            assertThat(PcapReader.read(file)).hasSize(packets.size());
        }
    }

    @Test
    void aCaptureHasItsLimitsAndEndsWithItsMachine() throws Exception {
        try (UmlMachine vm = machine(Network.none()).boot()) {
            assertThatThrownBy(() -> PacketCapture.start(vm, directory.resolve("none.pcap")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("loopback only");
            assertThatThrownBy(() ->
                            PacketCapture.start(vm, "vec7", directory.resolve("none.pcap"), CaptureOptions.defaults()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("vec7")
                    .hasMessageContaining("no such interface");
            Path small = directory.resolve("small.pcap");
            PacketCapture limited = PacketCapture.start(
                    vm,
                    "lo",
                    small,
                    CaptureOptions.defaults().snapLength(new ByteSize(60)).limit(ByteSize.kibibytes(2)));
            send(vm, "127.0.0.1", 100, 5000);
            await().until(() -> !limited.isRunning());
            assertThat(limited.statistics().limitReached()).isTrue();
            assertThat(Files.size(small)).isBetween(1900L, 2048L);
            assertThat(PcapReader.read(small)).allSatisfy(packet -> {
                assertThat(packet.bytes()).hasSize(60);
                assertThat(packet.originalLength()).isGreaterThan(60);
            });
            limited.close();
            await().untilAsserted(() -> assertThat(vm.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                            .stdout())
                    .doesNotContain("SO_RCVBUFFORCE"));

            Path last = directory.resolve("last.pcap");
            PacketCapture capture = PacketCapture.start(vm, "lo", last, CaptureOptions.defaults());
            send(vm, "127.0.0.1", 5, 100);
            await().until(() -> datagrams(last) == 5);
            Path paused = directory.resolve("paused.pcap");
            PacketCapture stuck = PacketCapture.start(vm, "lo", paused, CaptureOptions.defaults());
            vm.pause();
            stuck.close();
            assertThat(stuck.isRunning()).isFalse();
            vm.resume();
            ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains("umid=" + vm.name()))
                    .forEach(ProcessHandle::destroyForcibly);
            await().until(() -> !capture.isRunning());
            capture.close();
            assertThat(datagrams(last)).isEqualTo(5);
        }
    }

    @Test
    void theSwitchOfALanCapturesWhatAllSendAndTcpdumpReadsIt() throws Exception {
        Path file = directory.resolve("lan.pcap");
        try (Lan lan = Lan.create();
                PacketCapture capture = lan.capture(file);
                UmlMachine a = machine(lan.join("a")).boot();
                UmlMachine b = machine(lan.join("b")).boot()) {
            send(a, "10.0.2.5", 50, 1000);
            send(b, "10.0.2.4", 70, 1000);
            await().until(() -> datagrams(file) == 120);
            assertThat(lan.members())
                    .extracting(member -> member.traffic().lost())
                    .containsOnly(0L);
            lan.close();
            assertThat(capture.isRunning()).isFalse();
            assertThatThrownBy(() -> lan.capture(directory.resolve("late.pcap")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed");
        }
        assertThat(datagrams(file)).isEqualTo(120);
        LOG.info("{}", Tcpdump.read(file, "udp dst port 9").lines().findFirst().orElse(""));
        assertThat(Tcpdump.read(file, "udp dst port 9").lines())
                .hasSize(120)
                .allMatch(line ->
                        line.matches(".* IP 10\\.0\\.2\\.[45]\\.\\d+ > 10\\.0\\.2\\.[45]\\.9: UDP, length 1000"));
        assertThat(Tcpdump.read(file, "arp")).contains("who-has 10.0.2.5");
    }
}
