package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that can wait: an interrupt ends it at once, and so does a deadline, with nothing left behind and the
 * machine as good as before. A new blocking call gets a line in {@link #calls}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BlockingCallsIT {

    /** For a busy host. The calls would wait for minutes, or for ever. */
    private static final Duration PROMPT = Duration.ofSeconds(15);

    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    private static Path temporary;

    private static UmlMachine vm;
    private static Path file;
    private static GuestProcess sleeper;

    /** A call that is not over soon. */
    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }

    /**
     * A line of the table.
     *
     * @param name the call
     * @param prepare what makes it wait, such as a guest that stands still; undone by {@code restore}
     * @param call the call
     * @param restore what makes the machine answer again
     * @param interrupted what an interrupt makes of it
     */
    private record Blocking(
            String name, Call prepare, Call call, Call restore, Class<? extends Exception> interrupted) {

        static Blocking of(String name, Call call) {
            return new Blocking(name, () -> {}, call, () -> {}, InterruptedException.class);
        }

        /** Of a call that waits because the guest stands still. */
        static Blocking whileTheGuestStands(String name, Call call) {
            return new Blocking(
                    name, () -> signalKernel("STOP"), call, () -> signalKernel("CONT"), InterruptedException.class);
        }

        /** Of a call on a command that neither reads nor writes nor ends. */
        static Blocking onSleeper(String name, Class<? extends Exception> interrupted, Call call) {
            return new Blocking(
                    name,
                    () -> sleeper = vm.start(Command.of("sleep", "1000")),
                    call,
                    () -> sleeper.destroyForcibly(),
                    interrupted);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Blocking> calls() {
        return Stream.of(
                Blocking.of("boot", () -> machine().kernel(deafKernel()).boot().close()),
                Blocking.of("exec", () -> vm.exec("sleep", "1000")),
                Blocking.of(
                        "exec with input that nobody reads",
                        () -> vm.exec(Command.of("sleep", "1000").stdin(new byte[1_000_000]))),
                Blocking.of(
                        "exec that writes more than is kept",
                        () -> vm.exec(Command.of("cat", "/dev/zero").outputLimit(ByteSize.mebibytes(1)))),
                Blocking.whileTheGuestStands("start", () -> vm.start(Command.of("true"))),
                Blocking.whileTheGuestStands("copyIn", () -> vm.copyIn(file, "/root/in")),
                Blocking.whileTheGuestStands("copyOut", () -> vm.copyOut("/etc", temporary.resolve("etc"))),
                Blocking.whileTheGuestStands("read", () -> vm.read("/etc/passwd")),
                Blocking.whileTheGuestStands("write", () -> vm.write("/root/written", "text")),
                Blocking.whileTheGuestStands(
                        "a request of the management console",
                        () -> vm.managementConsole().version()),
                Blocking.whileTheGuestStands("plug", () -> vm.plug(Disk.of(file).readOnly())),
                Blocking.of("await", () -> vm.await(Ready.file("/run/never").within(Duration.ofHours(1)))),
                Blocking.of("the console's next line", BlockingCallsIT::readTheConsoleToItsEnd),
                Blocking.of("attach", () -> vm.attach(silentTerminal(), Command.of("sleep", "1000"))),
                Blocking.of(
                        "boot without room",
                        () -> machine()
                                .admission(Admission.budget(ByteSize.mebibytes(1000))
                                        .waitingAtMost(Duration.ofHours(1)))
                                .boot()
                                .close()),
                Blocking.of("take from a pool", BlockingCallsIT::takeFromAPoolWithoutMachines),
                Blocking.onSleeper("waitFor", InterruptedException.class, () -> sleeper.waitFor()),
                Blocking.onSleeper("stdin.write", InterruptedIOException.class, () -> writeUntilFull(sleeper.stdin())),
                Blocking.onSleeper(
                        "stdout.read",
                        InterruptedIOException.class,
                        () -> sleeper.stdout().read()),
                Blocking.onSleeper(
                        "stderr.read",
                        InterruptedIOException.class,
                        () -> sleeper.stderr().readAllBytes()));
    }

    private static void readTheConsoleToItsEnd() throws Exception {
        ConsoleStream console = vm.consoleStream();
        while (console.next().isPresent()) {
            continue;
        }
    }

    private static Terminal silentTerminal() throws IOException {
        PipedInputStream nothing = new PipedInputStream(new PipedOutputStream());
        return Terminal.of(nothing, OutputStream.nullOutputStream(), () -> TerminalSize.DEFAULT, "linux");
    }

    private static void takeFromAPoolWithoutMachines() throws Exception {
        try (MachinePool pool =
                MachinePool.of(machine().kernel(deafKernel())).size(1).open()) {
            pool.take().close();
        }
    }

    @BeforeAll
    static void boot() throws Exception {
        vm = machine().boot();
        file = Files.write(temporary.resolve("file"), new byte[20_480_000]);
    }

    @AfterAll
    static void close() {
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anInterruptEndsIt(Blocking blocking) throws Exception {
        blocking.prepare().run();
        Caller caller = new Caller(blocking.call());
        try {
            caller.start();
            await().atMost(PROMPT).until(caller::waits);
            caller.interrupt();
            caller.join(PROMPT.toMillis());
            assertThat(caller.isAlive())
                    .as("%s", List.of(caller.getStackTrace()))
                    .isFalse();
            assertThat(caller.outcome).isInstanceOf(blocking.interrupted());
        } finally {
            blocking.restore().run();
        }
        assertNothingIsLeftAndTheMachineWorks();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aDeadlineEndsIt(Blocking blocking) throws Exception {
        blocking.prepare().run();
        try {
            long begin = System.nanoTime();
            assertThatThrownBy(
                            () -> Deadline.within(SHORT, () -> blocking.call().run()))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasCauseInstanceOf(blocking.interrupted());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPT);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        } finally {
            Thread.interrupted();
            blocking.restore().run();
        }
        assertNothingIsLeftAndTheMachineWorks();
    }

    /** Copies go through many steps: whichever is hit, the next copy works. */
    @Test
    void copiesThatAreInterruptedAtAnyMomentLeaveTheMachineAsItWas() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Duration whole = timeOf(BlockingCallsIT::copyBothWays);
        for (int round = 0; round < 12; round++) {
            Caller caller = new Caller(BlockingCallsIT::copyBothWays);
            caller.start();
            caller.join((long) (random.nextDouble() * whole.toMillis()));
            caller.interrupt();
            caller.join(PROMPT.toMillis());
            assertThat(caller.isAlive())
                    .as("seed %d: %s", seed, List.of(caller.getStackTrace()))
                    .isFalse();
            if (caller.outcome != null) {
                assertThat(caller.outcome).as("seed %d", seed).isInstanceOf(InterruptedException.class);
            }
            assertNothingIsLeftAndTheMachineWorks();
        }
        copyBothWays();
        assertThat(temporary.resolve("out")).hasSameBinaryContentAs(file);
    }

    private static void copyBothWays() throws Exception {
        vm.copyIn(file, "/root/in");
        vm.copyOut("/root/in", temporary.resolve("out"));
    }

    private static Duration timeOf(Call call) throws Exception {
        long begin = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void aCancelledBootInTheBackgroundLeavesNothing() throws Exception {
        CompletableFuture<UmlMachine> boot = machine().kernel(deafKernel()).bootAsync();
        await().until(() -> !deafKernels().isEmpty());
        boot.cancel(true);
        assertThatThrownBy(boot::join).isInstanceOf(CancellationException.class);
        await().atMost(PROMPT).untilAsserted(BlockingCallsIT::assertNothingIsLeftAndTheMachineWorks);
    }

    @Test
    void aBootHasADeadlineOfItsOwn() throws Exception {
        assertThatThrownBy(
                        () -> machine().kernel(deafKernel()).bootTimeout(SHORT).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("did not greet");
        assertNothingIsLeftAndTheMachineWorks();
    }

    @Test
    void aCommandHasADeadlineOfItsOwn() throws Exception {
        assertThatThrownBy(() -> vm.exec(Command.of("sleep", "1000").timeout(SHORT)))
                .isInstanceOf(CommandTimeoutException.class);
        assertNothingIsLeftAndTheMachineWorks();
    }

    /** Closing must not be given up half way: it has deadlines of its own, and keeps an interrupt for later. */
    @Test
    void anInterruptDoesNotKeepAMachineThatStandsStillFromBeingClosed() throws Exception {
        UmlMachine other = machine().boot();
        signal(kernelOf(other), "STOP");
        Caller caller = new Caller(() -> {
            other.close();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        caller.start();
        await().atMost(PROMPT).until(caller::waits);
        caller.interrupt();
        caller.join(60_000);
        assertThat(caller.isAlive()).as("%s", List.of(caller.getStackTrace())).isFalse();
        assertThat(caller.outcome).isNull();
        assertThat(Leftovers.of(other.name())).isEmpty();
    }

    private static void assertNothingIsLeftAndTheMachineWorks() throws Exception {
        // Not even a command that a killed process group has just left.
        await().atMost(PROMPT)
                .untilAsserted(() -> assertThat(
                                vm.exec("sh", "-c", "grep -lE '^(sleep|cat|tar)$' /proc/[0-9]*/comm; echo asked")
                                        .orThrow()
                                        .stdout())
                        .isEqualTo("asked\n"));
        assertThat(deafKernels()).isEmpty();
        Path spool = Directories.cache().resolve("spool").resolve(vm.name());
        if (Files.exists(spool)) {
            try (Stream<Path> files = Files.list(spool)) {
                assertThat(files).isEmpty();
            }
        }
    }

    private static void writeUntilFull(OutputStream stdin) throws IOException {
        while (true) {
            stdin.write(new byte[10_000]);
        }
    }

    /** A kernel that never says anything. */
    private static UmlKernel deafKernel() throws IOException {
        Path kernel = temporary.resolve("deaf-kernel");
        Files.writeString(kernel, "#!/bin/sh\nexec sleep 1000\n");
        Files.setPosixFilePermissions(kernel, PosixFilePermissions.fromString("rwx------"));
        return UmlKernel.of(kernel);
    }

    private static List<ProcessHandle> deafKernels() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep 1000"))
                .toList();
    }

    private static void signalKernel(String signal) throws Exception {
        signal(kernelOf(vm), signal);
    }

    private static void signal(ProcessHandle process, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static ProcessHandle kernelOf(UmlMachine machine) {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains("umid=" + machine.name()))
                .findAny()
                .orElseThrow();
    }

    /** A thread that makes a call, and keeps what comes of it. */
    private static final class Caller extends Thread {

        private final Call call;
        private volatile @Nullable Exception outcome;
        private StackTraceElement[] before = {};

        Caller(Call call) {
            this.call = call;
        }

        @Override
        public void run() {
            try {
                call.run();
            } catch (Exception e) {
                outcome = e;
            }
        }

        /** Whether it waits: is seen twice at the same place, which may be in native code. */
        boolean waits() {
            StackTraceElement[] now = getStackTrace();
            boolean same = now.length > 0 && Arrays.equals(now, before);
            before = now;
            return same;
        }
    }
}
