package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of real machines from outside. */
@Timeout(180)
class ObservationIT {

    @TempDir
    private Path temporary;

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path());
    }

    @Test
    void aConsumerGetsEveryLineFromTheFirstOnAndInOrder() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        UmlMachine vm =
                machine().onConsole(lines::add).kernelArgument("loglevel=7").boot();
        try (vm) {
            vm.exec("sh", "-c", "for i in $(seq 500); do echo line $i; done >/dev/console")
                    .orThrow();
        }
        assertThat(lines).hasSizeGreaterThan(500);
        assertThat(String.join("\n", lines)).isEqualTo(vm.console());
        assertThat(lines.stream().filter(line -> line.startsWith("line ")))
                .hasSize(500)
                .endsWith("line 500");
    }

    @Test
    void aConsumerThatFailsLosesNoLineAndHarmsNobody() throws Exception {
        List<String> failing = new CopyOnWriteArrayList<>();
        List<String> other = new CopyOnWriteArrayList<>();
        try (UmlMachine vm = machine()
                .onConsole(line -> {
                    failing.add(line);
                    throw new IllegalStateException("a consumer's own trouble");
                })
                .onConsole(other::add)
                .boot()) {
            vm.exec("sh", "-c", "for i in $(seq 50); do echo line $i; done >/dev/console")
                    .orThrow();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(failing).contains("line 1", "line 50");
                assertThat(other).isEqualTo(failing);
            });
            vm.exec("true").orThrow();
        }
    }

    @Test
    void aConsumerThatDoesNotReturnHoldsUpNeitherTheMachineNorItsEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<String> lines = new CopyOnWriteArrayList<>();
        UmlMachine vm = machine()
                .onConsole(line -> {
                    lines.add(line);
                    hold(end);
                })
                .boot();
        try {
            vm.exec(
                            "sh",
                            "-c",
                            "for i in $(seq 5000); do echo a line that is some 40 bytes long $i; done >/dev/console")
                    .orThrow();
            await().untilAsserted(() -> assertThat(vm.console()).endsWith(" 5000"));
            vm.close();
            assertThat(Leftovers.of(vm.name())).isEmpty();
        } finally {
            end.countDown();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lines).contains("a line that is some 40 bytes long 5000"));
        assertThat(lines).anyMatch(line -> line.matches("\\[\\d+ lines missed]"));
    }

    @Test
    void aConsumerMayCloseItsMachine() throws Exception {
        CompletableFuture<UmlMachine> machine = new CompletableFuture<>();
        UmlMachine vm = machine()
                .onConsole(line -> {
                    if (line.equals("enough")) {
                        machine.join().close();
                    }
                })
                .boot();
        machine.complete(vm);
        vm.start(Command.of("sh", "-c", "echo enough >/dev/console"));
        vm.onExit().get(60, TimeUnit.SECONDS);
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aBootThatFailsHasItsLinesDelivered() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        // A superblock and nothing behind it: the kernel finds no root.
        Path hollow = temporary.resolve("hollow.img");
        try (InputStream image = Files.newInputStream(TestImage.path())) {
            Files.write(hollow, image.readNBytes(2048));
        }
        try (RandomAccessFile file = new RandomAccessFile(hollow.toFile(), "rw")) {
            file.setLength(Files.size(TestImage.path()));
        }
        assertThatThrownBy(() ->
                        UmlMachine.builder().image(hollow).onConsole(lines::add).boot())
                .isInstanceOfSatisfying(
                        BootException.class,
                        e -> assertThat(String.join("\n", lines))
                                .isEqualTo(e.consoleTail())
                                .contains("Kernel panic"));
    }

    @Test
    void aStreamHoldsWhatWasPrintedAndWhatComes() throws Exception {
        ConsoleStream stream;
        try (UmlMachine vm = machine().boot()) {
            vm.exec("sh", "-c", "echo before >/dev/console").orThrow();
            await().untilAsserted(() -> assertThat(vm.console()).contains("before"));
            stream = vm.consoleStream();
            assertThat(until(stream, "before")).isTrue();
            assertThat(stream.next(Duration.ofMillis(100))).isEmpty();
            assertThat(stream.ended()).isFalse();
            vm.exec("sh", "-c", "echo after >/dev/console").orThrow();
            assertThat(stream.next()).contains("after");
            assertThat(stream.missed()).isZero();
        }
        while (stream.next().isPresent()) {
            assertThat(stream.ended()).isIn(true, false);
        }
        assertThat(stream.ended()).isTrue();
        assertThat(stream.next(Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void aSlowReaderIsToldHowManyLinesItMissed() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            vm.exec("sh", "-c", "echo begin >/dev/console").orThrow();
            ConsoleStream slow = vm.consoleStream();
            assertThat(until(slow, "begin")).isTrue();
            vm.exec(
                            "sh",
                            "-c",
                            "for i in $(seq 5000); do echo a line that is some 40 bytes long $i; done >/dev/console")
                    .orThrow();
            await().untilAsserted(() -> assertThat(vm.console()).endsWith(" 5000"));
            long read = 0;
            while (slow.next(Duration.ofMillis(100)).isPresent()) {
                read++;
            }
            assertThat(slow.missed()).isGreaterThan(1000);
            assertThat(slow.missed() + read).isEqualTo(5000);
        }
    }

    @Test
    void anInterruptEndsAReadOfTheConsole() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            ConsoleStream stream = vm.consoleStream();
            while (stream.next(Duration.ofMillis(200)).isPresent()) {
                assertThat(stream.missed()).isZero();
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(stream::next).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> stream.next(Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void notificationsTellOfTheConsoleOfMessagesAndOfAPanic() throws Exception {
        List<MachineNotification> seen = new CopyOnWriteArrayList<>();
        try (UmlMachine vm = machine().onNotification(seen::add).boot()) {
            vm.exec("sh", "-c", "echo from the guest >/proc/mconsole; printf 'two\\nlines' >/proc/mconsole")
                    .orThrow();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(seen)
                            .contains(
                                    new MachineNotification.UserMessage("from the guest\n"),
                                    new MachineNotification.UserMessage("two\nlines")));
            assertThat(seen.get(0))
                    .isInstanceOfSatisfying(
                            MachineNotification.ConsoleReady.class,
                            ready -> assertThat(ready.socket()).endsWith("/mconsole"));
            assertThatThrownBy(() -> vm.exec("sh", "-c", "echo c >/proc/sysrq-trigger"))
                    .isInstanceOf(GuestDiedException.class);
        }
        assertThat(seen).endsWith(new MachineNotification.Panic("sysrq triggered crash"));
    }

    @Test
    void aBusyConsumerOfNotificationsDoesNotStopTheGuest() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<MachineNotification> seen = new CopyOnWriteArrayList<>();
        try (UmlMachine vm = machine()
                .onNotification(notification -> {
                    hold(end);
                    seen.add(notification);
                })
                .boot()) {
            // A hundred times what the socket's queue holds: a kernel that found no room would stand still.
            vm.exec("sh", "-c", "for i in $(seq 1500); do echo m$i >/proc/mconsole; done")
                    .orThrow();
            end.countDown();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(seen).endsWith(new MachineNotification.UserMessage("m1500\n")));
        }
        assertThat(seen)
                .anySatisfy(notification -> assertThat(notification)
                        .isInstanceOfSatisfying(
                                MachineNotification.Missed.class,
                                missed -> assertThat(missed.count()).isEqualTo(500)));
    }

    @Test
    void aMachineThatNobodyObservesHasNoNotifySocket() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            assertThat(vm.kernelCommandLine()).noneMatch(word -> word.startsWith("mconsole="));
        }
    }

    @Test
    void metricsShowWhatTheGuestUses() throws Exception {
        try (UmlMachine vm = machine().memory(ByteSize.mebibytes(256)).boot()) {
            MachineMetrics before = vm.metrics();
            assertThat(before.memoryInUse()).isBetween(ByteSize.mebibytes(10), ByteSize.mebibytes(256));
            assertThat(before.cpuTime()).isPositive();

            vm.exec("perl", "-e", "my $x; $x += $_ for 1 .. 20_000_000").orThrow();
            MachineMetrics burnt = vm.metrics();
            // The time is that of a process which has ended.
            assertThat(burnt.cpuTime().minus(before.cpuTime()))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(60));
            assertThat(burnt.uptime()).isGreaterThan(before.uptime());

            vm.exec("sh", "-c", "head -c 50000000 /dev/zero >/run/memory").orThrow();
            assertThat(vm.metrics().memoryInUse().bytes() - burnt.memoryInUse().bytes())
                    .isBetween(40_000_000L, 80_000_000L);

            vm.exec("sh", "-c", "rm /run/memory; head -c 20000000 /dev/urandom >/root/disk; sync")
                    .orThrow();
            MachineMetrics written = vm.metrics();
            assertThat(written.diskInUse().bytes() - burnt.diskInUse().bytes()).isBetween(20_000_000L, 40_000_000L);
            assertThat(written.diskWritten().bytes() - burnt.diskWritten().bytes())
                    .isBetween(20_000_000L, 60_000_000L);
        }
    }

    @Test
    void metricsWorkWhileTheGuestIsBusyAndWhileItIsPaused() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            vm.start(Command.of("sh", "-c", "while :; do :; done"));
            Duration begin = vm.metrics().cpuTime();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(vm.metrics().cpuTime()).isGreaterThan(begin.plusMillis(500)));
            vm.pause();
            MachineMetrics paused = vm.metrics();
            assertThat(vm.metrics().memoryInUse()).isEqualTo(paused.memoryInUse());
            assertThat(vm.metrics().uptime()).isGreaterThan(paused.uptime());
        }
    }

    @Test
    void metricsOfADeadMachineAreATypedError() throws Exception {
        UmlMachine vm = machine().boot();
        assertThatThrownBy(() -> vm.sysrq('c')).isInstanceOf(GuestDiedException.class);
        assertThatThrownBy(vm::metrics).isInstanceOf(GuestDiedException.class);
        vm.close();
        assertThatThrownBy(vm::metrics).isInstanceOf(MachineClosedException.class);
    }

    private static void hold(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean until(ConsoleStream stream, String wanted) throws InterruptedException {
        for (Optional<String> line = stream.next(Duration.ofSeconds(30));
                line.isPresent();
                line = stream.next(Duration.ofSeconds(30))) {
            if (line.get().equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
