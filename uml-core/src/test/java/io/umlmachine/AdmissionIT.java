package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.KernelProcesses;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines of 128 MiB within a budget of 300 MiB: there is room for two. */
@Timeout(180)
@Tag("alone")
class AdmissionIT {

    private static final Admission.ByMemory SMALL =
            Admission.budget(ByteSize.mebibytes(300)).waitingAtMost(Duration.ofSeconds(90));

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder()
                .image(TestImage.path())
                .memory(ByteSize.mebibytes(128))
                .admission(SMALL);
    }

    @AfterEach
    void nothingIsReserved() {
        assertThat(UmlMachines.memory().holders()).isEmpty();
        assertThat(UmlMachines.memory().waiting()).isZero();
        assertThat(KernelProcesses.ofThisProgram()).isEmpty();
    }

    private static void awaitOneWaiting() {
        await().atMost(Duration.ofSeconds(30)).until(() -> UmlMachines.memory().waiting() == 1);
    }

    @Test
    void theThirdWaitsForTheFirst() throws Exception {
        try (UmlMachine first = machine().boot();
                UmlMachine second = machine().boot()) {
            CompletableFuture<UmlMachine> third = machine().bootAsync();
            awaitOneWaiting();
            second.exec("true").orThrow();
            assertThat(third).isNotDone();
            assertThat(KernelProcesses.ofThisProgram())
                    .as("nothing is started before there is room")
                    .noneMatch(kernel -> UmlMachines.live().stream()
                            .noneMatch(
                                    vm -> kernel.info().commandLine().orElse("").contains(vm.name())));
            first.close();
            try (UmlMachine vm = third.get(60, TimeUnit.SECONDS)) {
                vm.exec("true").orThrow();
            }
        }
    }

    @Test
    void whoDoesNotWaitIsRefusedAndNothingIsLeft() throws Exception {
        try (UmlMachine first = machine().boot();
                UmlMachine second = machine().boot()) {
            assertThatThrownBy(() -> machine()
                            .admission(SMALL.waitingAtMost(Duration.ZERO))
                            .boot())
                    .isInstanceOf(AdmissionException.class)
                    .hasMessageContaining(first.name())
                    .hasMessageContaining(second.name());
            assertThatThrownBy(() -> machine()
                            .admission(SMALL.waitingAtMost(Duration.ofMillis(300)))
                            .boot())
                    .isInstanceOf(AdmissionException.class);
            assertThat(UmlMachines.memory().reserved()).isEqualTo(ByteSize.mebibytes(256));
            try (UmlMachine regardless =
                    machine().admission(Admission.unchecked()).boot()) {
                regardless.exec("true").orThrow();
            }
        }
    }

    @Test
    void aCancelledBootNoLongerWaits() throws Exception {
        try (UmlMachine first = machine().memory(ByteSize.mebibytes(256)).boot()) {
            CompletableFuture<UmlMachine> second = machine().bootAsync();
            awaitOneWaiting();
            second.cancel(true);
            assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
            await().until(() -> UmlMachines.memory().waiting() == 0);
            first.exec("true").orThrow();
        }
    }

    @Test
    void anInterruptedBootNoLongerWaits() throws Exception {
        try (UmlMachine first = machine().memory(ByteSize.mebibytes(256)).boot()) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread booting = new Thread(() -> {
                try {
                    machine().boot().close();
                    end.complete(new AssertionError("It booted"));
                } catch (InterruptedException | RuntimeException e) {
                    end.complete(e);
                }
            });
            booting.start();
            awaitOneWaiting();
            booting.interrupt();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            first.exec("true").orThrow();
        }
    }

    @Test
    void aKernelThatFindsNoRoomForItsMemoryIsExplained(@TempDir Path temporary) throws Exception {
        // What kernels were seen to say and do on a /dev/shm that is too small; making one takes root.
        Path kernel = Files.writeString(temporary.resolve("kernel"), """
                #!/bin/sh
                echo "Bus error - the host /dev/shm or /tmp mount likely just ran out of space" >&2
                exit 134
                """);
        Files.setPosixFilePermissions(kernel, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> machine().kernel(UmlKernel.of(kernel)).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("the file system that holds guest memory is full");
    }

    /** Boots a machine of 256 MiB, tells its name and waits to be killed. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            UmlMachine vm = UmlMachine.builder()
                    .image(Path.of(arguments[0]))
                    .memory(ByteSize.mebibytes(256))
                    .boot();
            System.out.println(vm.name());
            System.in.read();
        }
    }

    @Test
    void aKilledProgramGivesItsMemoryBackToWhoWaits() throws Exception {
        try (JavaProgram program =
                JavaProgram.start(Program.class, Map.of(), TestImage.path().toString())) {
            String name = program.line();
            assertThat(UmlMachines.memory().holders())
                    .singleElement()
                    .satisfies(share -> assertThat(share.ownerPid())
                            .isEqualTo(program.process().pid()));
            CompletableFuture<UmlMachine> mine = machine().bootAsync();
            awaitOneWaiting();
            program.process().destroyForcibly();
            try (UmlMachine vm = mine.get(60, TimeUnit.SECONDS)) {
                vm.exec("true").orThrow();
            }
            UmlMachines.reap();
            assertThat(Leftovers.of(name)).isEmpty();
        }
    }
}
