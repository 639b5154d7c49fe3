package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.KernelProcesses;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("alone")
class MachinePoolIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Admission SMALL = Admission.budget(ByteSize.mebibytes(300));

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path()).memory(ByteSize.mebibytes(128));
    }

    private static void awaitIdle(MachinePool pool, int count) throws InterruptedException {
        assertThat(pool.awaitIdle(count, PATIENCE)).isTrue();
    }

    @AfterEach
    void nothingRuns() {
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void aMachineIsHandedOutAtOnceAndReplaced() throws Exception {
        Set<String> names = new HashSet<>();
        try (MachinePool pool = MachinePool.of(machine()).size(2).open()) {
            awaitIdle(pool, 2);
            long start = System.nanoTime();
            try (UmlMachine vm = pool.take()) {
                long handedOut = System.nanoTime() - start;
                vm.exec("true").orThrow();
                System.out.printf(
                        "handed out after %.3f ms, first command answered after %.1f ms, a boot takes %d ms%n",
                        handedOut / 1e6,
                        (System.nanoTime() - start) / 1e6,
                        pool.stats().lastBoot().orElseThrow().toMillis());
                assertThat(Duration.ofNanos(handedOut))
                        .isLessThan(pool.stats().lastBoot().orElseThrow());
                names.add(vm.name());
                awaitIdle(pool, 2);
                assertThat(pool.stats().taken()).isEqualTo(1);
                assertThat(pool.stats().hitRate()).isEqualTo(1);
            }
            UmlMachine second = pool.tryTake().orElseThrow();
            assertThat(second.name()).isNotIn(names);
            second.close();
            UmlMachines.live().forEach(vm -> names.add(vm.name()));
            pool.close();
        }
        assertThat(names).allSatisfy(name -> assertThat(Leftovers.of(name)).isEmpty());
    }

    @Test
    void moreTakersThanMachinesAreAllServed() throws Exception {
        try (MachinePool pool = MachinePool.of(machine()).size(1).open()) {
            List<CompletableFuture<String>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(CompletableFuture.supplyAsync(() -> {
                    try (UmlMachine vm = pool.take()) {
                        vm.exec("true").orThrow();
                        return vm.name();
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                }));
            }
            assertThat(takers.stream().map(CompletableFuture::join).toList()).doesNotHaveDuplicates();
            assertThat(pool.stats().taken()).isEqualTo(4);
            assertThat(pool.stats().hits()).isLessThan(4);
        }
    }

    @Test
    void aMachineThatDiedIdleIsNotHandedOutAndIsReplaced() throws Exception {
        try (MachinePool pool = MachinePool.of(machine()).size(1).open()) {
            awaitIdle(pool, 1);
            UmlMachine victim = UmlMachines.live().get(0);
            ProcessHandle kernel = kernelOf(victim);
            kernel.destroyForcibly();
            kernel.onExit().join();
            try (UmlMachine vm = pool.take()) {
                assertThat(vm.name()).isNotEqualTo(victim.name());
                vm.exec("true").orThrow();
            }
            awaitIdle(pool, 1);
            assertThat(pool.stats().died()).isEqualTo(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Leftovers.of(victim.name())).isEmpty());
        }
    }

    @Test
    void aMachineThatWasTakenOutlivesThePool() throws Exception {
        MachinePool pool = MachinePool.of(machine()).size(1).open();
        UmlMachine vm = pool.take(PATIENCE);
        pool.close();
        vm.exec("true").orThrow();
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void closeEndsBootsThatAreUnderWay() throws Exception {
        MachinePool pool = MachinePool.of(machine()).size(2).open();
        await().atMost(PATIENCE).until(() -> KernelProcesses.ofThisProgram().size() > 0);
        pool.close();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> KernelProcesses.ofThisProgram().isEmpty());
        assertThat(UmlMachines.memory().holders()).isEmpty();
    }

    @Test
    void anIdleMachineMakesWayForOneThatWaitsForMemoryAndComesBack() throws Exception {
        try (MachinePool pool =
                MachinePool.of(machine().admission(SMALL)).size(2).open()) {
            awaitIdle(pool, 2);
            try (UmlMachine direct = machine().admission(SMALL).boot()) {
                direct.exec("true").orThrow();
                assertThat(pool.idle()).isLessThanOrEqualTo(1);
                assertThat(pool.stats().shrunk()).isEqualTo(1);
                assertThat(UmlMachines.memory().reserved()).isLessThanOrEqualTo(ByteSize.mebibytes(256));
            }
            awaitIdle(pool, 2);
            assertThat(pool.stats().failed()).isZero();
        }
    }

    @Test
    void aPoolThatHasNoRoomServesItsTakersInLine() throws Exception {
        try (UmlMachine first = machine().admission(SMALL).boot();
                UmlMachine second = machine().admission(SMALL).boot();
                MachinePool pool =
                        MachinePool.of(machine().admission(SMALL)).size(2).open()) {
            assertThatThrownBy(() -> pool.take(Duration.ofMillis(300))).isInstanceOf(PoolTimeoutException.class);
            assertThat(pool.idle()).isZero();
            CompletableFuture<Void> end = CompletableFuture.runAsync(first::close);
            try (UmlMachine vm = pool.take(PATIENCE)) {
                vm.exec("true").orThrow();
            }
            end.join();
            second.exec("true").orThrow();
        }
    }

    /** Keeps a pool and is killed, or ends. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            MachinePool pool = MachinePool.of(UmlMachine.builder()
                            .image(Path.of(arguments[0]))
                            .memory(ByteSize.mebibytes(128))
                            .admission(SMALL))
                    .size(2)
                    .open();
            awaitIdle(pool, 2);
            UmlMachines.live().forEach(vm -> System.out.println(vm.name()));
            if (arguments[1].equals("exit")) {
                System.exit(0);
            }
            System.in.read();
        }
    }

    @Test
    void thePoolOfAnotherProgramMakesWayToo() throws Exception {
        try (JavaProgram program =
                JavaProgram.start(Program.class, Map.of(), TestImage.path().toString(), "wait")) {
            List<String> names = List.of(program.line(), program.line());
            try (UmlMachine vm = machine().admission(SMALL).boot()) {
                vm.exec("true").orThrow();
                assertThat(UmlMachines.memory().reserved()).isLessThanOrEqualTo(ByteSize.mebibytes(256));
                assertThat(names)
                        .anySatisfy(name -> assertThat(Leftovers.of(name)).isEmpty());
            }
            program.say("end");
            assertThat(program.process().waitFor()).isZero();
        }
        assertThat(UmlMachines.memory().holders()).isEmpty();
    }

    @Test
    void nothingIsLeftOfThePoolOfAProgramThatEndsOrIsKilled() throws Exception {
        for (String how : List.of("exit", "kill")) {
            try (JavaProgram program =
                    JavaProgram.start(Program.class, Map.of(), TestImage.path().toString(), how)) {
                List<String> names = List.of(program.line(), program.line());
                if (how.equals("kill")) {
                    program.process().destroyForcibly();
                }
                program.process().waitFor();
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    if (how.equals("kill")) {
                        UmlMachines.reap();
                    }
                    assertThat(names)
                            .allSatisfy(name -> assertThat(Leftovers.of(name)).isEmpty());
                });
            }
        }
    }

    private static ProcessHandle kernelOf(UmlMachine vm) {
        return KernelProcesses.of(vm.name());
    }
}
