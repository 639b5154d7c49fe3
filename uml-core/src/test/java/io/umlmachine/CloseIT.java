package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.KernelProcesses;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Closing a machine at awkward moments, and programs that end without closing it. */
@Timeout(180)
@Tag("alone")
class CloseIT {

    @TempDir
    private Path temporary;

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path()).memory(ByteSize.mebibytes(128));
    }

    @Test
    void manyThreadsCloseOneMachineAndAllReturnWhenNothingIsLeft() throws Exception {
        UmlMachine vm = machine().boot();
        List<FutureTask<List<String>>> closers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closers.add(new FutureTask<>(() -> {
                vm.close();
                return Leftovers.of(vm.name());
            }));
        }
        closers.forEach(closer -> new Thread(closer).start());
        for (FutureTask<List<String>> closer : closers) {
            assertThat(closer.get()).isEmpty();
        }
    }

    @Test
    void aCopyThatIsUnderWayEndsWithTheMachine() throws Exception {
        Path large = temporary.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                block[i] = (byte) i;
                file.write(block);
            }
        }
        UmlMachine vm = machine().boot();
        FutureTask<Void> copy = new FutureTask<>(() -> {
            vm.copyIn(large, "/root/large");
            vm.copyOut("/root/large", temporary.resolve("back"));
            return null;
        });
        new Thread(copy).start();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        vm.exec("grep", "-q", "ubd[c-p]", "/proc/partitions").success());
        vm.close();
        assertThatThrownBy(() -> copy.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfAny(MachineClosedException.class, IOException.class);
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aBootThatIsCancelledAfterItsKernelStartedLeavesNothing() throws Exception {
        for (int round = 0; round < 3; round++) {
            CompletableFuture<UmlMachine> boot = machine().bootAsync();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !KernelProcesses.ofThisProgram().isEmpty());
            boot.cancel(true);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(KernelProcesses.ofThisProgram()).isEmpty());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(UmlMachines.memory().holders()).isEmpty());
        }
        assertThat(UmlMachines.live()).isEmpty();
    }

    /** Has some machines, one that is booting, and ends as it is told to. */
    static final class Program {

        private Program() {}

        private static UmlMachine.Builder machine(String image) {
            return UmlMachine.builder().image(Path.of(image)).memory(ByteSize.mebibytes(128));
        }

        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < 2; i++) {
                UmlMachine vm = machine(arguments[0]).boot();
                vm.start(Command.of("sh", "-c", "while :; do :; done"));
                System.out.println(vm.name());
            }
            machine(arguments[0]).bootAsync();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> UmlMachines.memory().holders().size() == 3);
            System.out.println(UmlMachines.memory().holders().get(2).name());
            if (arguments[1].equals("exit")) {
                System.exit(0);
            }
            System.in.read();
        }
    }

    @Test
    void aProgramThatEndsLeavesNothingNotEvenOfABootUnderWay() throws Exception {
        for (String how : List.of("exit", "term")) {
            try (JavaProgram program =
                    JavaProgram.start(Program.class, Map.of(), TestImage.path().toString(), how)) {
                List<String> names = List.of(program.line(), program.line(), program.line());
                long start = System.nanoTime();
                if (how.equals("term")) {
                    program.terminate();
                }
                assertThat(program.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                System.out.printf(
                        "a program with 2 machines and a boot ended (%s) within %d ms%n",
                        how, Duration.ofNanos(System.nanoTime() - start).toMillis());
                // What it started last may have become a process only when the program was gone; it ends by itself.
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(names)
                                .allSatisfy(
                                        name -> assertThat(Leftovers.of(name)).isEmpty()));
            }
        }
    }

    /** Boots a machine, and tells how that failed. */
    static final class Unlucky {

        private Unlucky() {}

        public static void main(String[] arguments) throws Exception {
            try (UmlMachine vm = machine().image(Path.of(arguments[0])).boot()) {
                System.out.println("It booted: " + vm);
            } catch (BootException e) {
                System.out.println(
                        e.phase() + " " + e.getMessage().lines().findFirst().orElse(""));
                System.out.println(
                        UmlMachines.live() + " " + UmlMachines.memory().holders());
            }
        }
    }

    @Test
    void aFullDiskFailsTheBootAndNothingIsLeft() throws Exception {
        // A limit on the size of files fails writes as a full disk does: with an error, in the middle.
        for (int blocks : List.of(0, 8)) {
            // Standard error may be a file too, a long one, and a program that wrote to it would be killed.
            List<String> limited = List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$0\" \"$@\" 2>/dev/null");
            try (JavaProgram program = JavaProgram.start(
                    limited, Unlucky.class, Map.of(), TestImage.path().toString())) {
                assertThat(program.line()).startsWith("PREPARE").contains("File too large");
                assertThat(program.line()).isEqualTo("[] []");
                assertThat(program.process().waitFor()).isZero();
            }
            assertThat(UmlMachines.reap()).as("nothing was left to a sweep").isZero();
            assertThat(UmlMachines.memory().holders()).isEmpty();
        }
    }

    @Test
    void aRuntimeDirectoryThatCannotBeMadeIsNamedWithTheMend() throws Exception {
        try (JavaProgram program = JavaProgram.start(
                Unlucky.class,
                Map.of("UMLMACHINE_RUNTIME", "/proc/umlmachine"),
                TestImage.path().toString())) {
            assertThat(program.line())
                    .startsWith("PREPARE")
                    .contains("/proc/umlmachine")
                    .contains("UMLMACHINE_RUNTIME");
        }
    }
}
