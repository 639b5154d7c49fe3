package io.umlmachine.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.Admission;
import io.umlmachine.AdmissionException;
import io.umlmachine.ByteSize;
import io.umlmachine.CpuPlacement;
import io.umlmachine.CpuUse;
import io.umlmachine.MachineShare;
import io.umlmachine.PlacementException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.AllowedCpus;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.testing.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How machines share the host, without booting any: a claim is files in a machine's directory. */
@Timeout(120)
class ClaimsTest {

    private static final Admission.ByMemory SMALL = Admission.budget(ByteSize.mebibytes(300));

    @TempDir
    private Path root;

    private final List<OwnedDirectory> directories = new ArrayList<>();

    @AfterEach
    void close() {
        directories.forEach(OwnedDirectory::close);
    }

    private OwnedDirectory directory() throws Exception {
        OwnedDirectory directory = OwnedDirectory.create(root);
        synchronized (directories) {
            directories.add(directory);
        }
        return directory;
    }

    private static MachineSpec spec(long mebibytes, Admission admission) {
        return spec(mebibytes, admission, CpuPlacement.leastUsed());
    }

    private static MachineSpec spec(long mebibytes, Admission admission, CpuPlacement placement) {
        UmlMachine.Builder builder = UmlMachine.builder()
                .image(Path.of("/no/image"))
                .memory(ByteSize.mebibytes(mebibytes))
                .placement(placement)
                .admission(admission);
        return ((MachineBuilder) builder).spec();
    }

    private OwnedDirectory claimed(long mebibytes, Admission admission) throws Exception {
        OwnedDirectory directory = directory();
        Claims.claim(spec(mebibytes, admission), directory);
        return directory;
    }

    /** A claim on another thread; the directory goes if it fails, as it does when a boot fails. */
    private FutureTask<OwnedDirectory> claiming(long mebibytes, Admission admission) {
        FutureTask<OwnedDirectory> task = new FutureTask<>(() -> {
            OwnedDirectory directory = directory();
            try {
                Claims.claim(spec(mebibytes, admission), directory);
                return directory;
            } catch (Exception e) {
                directory.close();
                throw e;
            }
        });
        Thread thread = new Thread(task, "claiming");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private void awaitTickets(int count) {
        await().until(() -> Shares.read(root).tickets().size() == count);
    }

    private long reserved() throws Exception {
        return Shares.read(root).reserved().bytes() >> 20;
    }

    @Test
    void machinesSpreadOverTheCpusAndMakeRoomWhenTheyEnd() throws Exception {
        int cpus = AllowedCpus.read().size();
        List<OwnedDirectory> machines = new ArrayList<>();
        for (int i = 0; i < 2 * cpus; i++) {
            machines.add(claimed(32, Admission.unchecked()));
        }
        assertThat(Shares.read(root).byCpu(AllowedCpus.read()))
                .hasSize(cpus)
                .allSatisfy(use -> assertThat(use.machines()).hasSize(2))
                .allMatch(CpuUse::allowed);
        MachineShare gone = Shares.read(root).machines().stream()
                .filter(share -> share.name().equals(machines.get(0).name()))
                .findFirst()
                .orElseThrow();
        machines.get(0).close();
        assertThat(Claims.claim(spec(32, Admission.unchecked()), directory())).isEqualTo(gone.cpu());
    }

    @Test
    void theCallerMayChooseACpuOrNone() throws Exception {
        int last = AllowedCpus.read().get(AllowedCpus.read().size() - 1);
        assertThat(Claims.claim(spec(32, Admission.unchecked(), CpuPlacement.cpu(last)), directory()))
                .hasValue(last);
        OwnedDirectory unpinned = directory();
        assertThat(Claims.claim(spec(32, Admission.unchecked(), CpuPlacement.unpinned()), unpinned))
                .isEmpty();
        assertThat(Shares.read(root).machines())
                .extracting(MachineShare::cpu)
                .containsExactlyInAnyOrder(OptionalInt.of(last), OptionalInt.empty());
    }

    @Test
    void aCpuThatIsNotAllowedIsRefusedWithThoseThatAre() throws Exception {
        assertThatThrownBy(() -> CpuChoice.of(CpuPlacement.cpu(7), List.of(2, 3)))
                .isInstanceOfSatisfying(PlacementException.class, e -> {
                    assertThat(e.cpu()).isEqualTo(7);
                    assertThat(e.allowed()).containsExactly(2, 3);
                })
                .hasMessageContaining("[2, 3]");
        OwnedDirectory directory = directory();
        assertThatThrownBy(() -> Claims.claim(spec(32, Admission.unchecked(), CpuPlacement.cpu(1_000_000)), directory))
                .isInstanceOf(PlacementException.class);
    }

    @Test
    void aMachineThatDoesNotFitIsRefusedWithTheHolders() throws Exception {
        OwnedDirectory first = claimed(128, SMALL);
        OwnedDirectory second = claimed(128, SMALL);
        assertThatThrownBy(() -> claimed(128, SMALL.waitingAtMost(Duration.ZERO)))
                .isInstanceOfSatisfying(AdmissionException.class, e -> {
                    assertThat(e.required()).isEqualTo(ByteSize.mebibytes(128));
                    assertThat(e.memory().budget()).isEqualTo(ByteSize.mebibytes(300));
                    assertThat(e.memory().reserved()).isEqualTo(ByteSize.mebibytes(256));
                    assertThat(e.memory().waiting()).isZero();
                    assertThat(e.memory().holders())
                            .extracting(MachineShare::name)
                            .containsExactlyInAnyOrder(first.name(), second.name());
                    assertThat(e.waited()).isZero();
                })
                .hasMessageContaining(first.name())
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("300M");
        assertThat(reserved()).isEqualTo(256);
    }

    @Test
    void theWaitHasADeadline() throws Exception {
        claimed(256, SMALL);
        assertThatThrownBy(() -> claimed(128, SMALL.waitingAtMost(Duration.ofMillis(200))))
                .isInstanceOfSatisfying(
                        AdmissionException.class, e -> assertThat(e.waited()).isEqualTo(Duration.ofMillis(200)))
                .hasMessageContaining("200 ms");
        assertThat(Shares.read(root).tickets()).isEmpty();
    }

    @Test
    void aMachineThatCanNeverFitDoesNotWait() {
        assertThatThrownBy(() -> claimed(512, SMALL.waitingAtMost(Duration.ofDays(100_000_000))))
                .isInstanceOf(AdmissionException.class)
                .hasMessageContaining("never")
                .hasMessageContaining("--shm-size");
    }

    @Test
    void aMachineWaitsUntilAnotherEnds() throws Exception {
        OwnedDirectory first = claimed(256, SMALL);
        FutureTask<OwnedDirectory> second = claiming(128, SMALL.waitingAtMost(Duration.ofDays(100_000_000)));
        awaitTickets(1);
        assertThat(second.isDone()).isFalse();
        first.close();
        second.get();
        assertThat(reserved()).isEqualTo(128);
        assertThat(Shares.read(root).tickets()).isEmpty();
    }

    @Test
    void aSmallMachineDoesNotOvertakeALargeOne() throws Exception {
        OwnedDirectory first = claimed(128, SMALL);
        FutureTask<OwnedDirectory> large = claiming(256, SMALL);
        awaitTickets(1);
        FutureTask<OwnedDirectory> small = claiming(64, SMALL);
        awaitTickets(2);
        assertThatThrownBy(() -> claimed(64, SMALL.waitingAtMost(Duration.ZERO)))
                .as("who does not wait does not overtake either")
                .isInstanceOf(AdmissionException.class);
        first.close();
        large.get();
        assertThat(small.isDone()).isFalse();
        large.get().close();
        small.get();
    }

    @Test
    void severalThatFitAreServedAtOnce() throws Exception {
        OwnedDirectory first = claimed(300, SMALL);
        List<FutureTask<OwnedDirectory>> others =
                List.of(claiming(64, SMALL), claiming(64, SMALL), claiming(64, SMALL));
        awaitTickets(3);
        first.close();
        for (FutureTask<OwnedDirectory> other : others) {
            other.get();
        }
        assertThat(reserved()).isEqualTo(192);
    }

    @Test
    void whoGivesUpMakesWayForTheNext() throws Exception {
        claimed(128, SMALL);
        FutureTask<OwnedDirectory> large = claiming(256, SMALL.waitingAtMost(Duration.ofMillis(500)));
        awaitTickets(1);
        FutureTask<OwnedDirectory> small = claiming(64, SMALL);
        small.get();
        assertThatThrownBy(large::get).hasCauseInstanceOf(AdmissionException.class);
    }

    @Test
    void whoKeepsWithinLessDoesNotHoldUpOthers() throws Exception {
        claimed(256, SMALL);
        FutureTask<OwnedDirectory> frugal = claiming(128, SMALL);
        awaitTickets(1);
        claimed(128, Admission.budget(ByteSize.mebibytes(1000)).waitingAtMost(Duration.ZERO));
        assertThat(frugal.isDone()).isFalse();
        frugal.cancel(true);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        claimed(256, SMALL);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        OwnedDirectory directory = directory();
        Thread waiting = new Thread(() -> {
            try {
                Claims.claim(spec(128, SMALL), directory);
                end.complete(new AssertionError("It got in"));
            } catch (Exception e) {
                end.complete(e);
            }
        });
        waiting.start();
        awaitTickets(1);
        waiting.interrupt();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(Shares.read(root).tickets()).isEmpty();
    }

    @Test
    void uncheckedMachinesGetInAndCount() throws Exception {
        claimed(1000, Admission.unchecked());
        claimed(1000, Admission.unchecked());
        assertThat(reserved()).isEqualTo(2000);
        assertThatThrownBy(() -> claimed(64, SMALL.waitingAtMost(Duration.ZERO)))
                .isInstanceOf(AdmissionException.class);
    }

    @Test
    void theDeadHoldNothing() throws Exception {
        // No process has the id 0, so the owner is dead; its lock is free.
        Path dead = Files.createDirectory(root.resolve("0-1-1"));
        Files.createFile(dead.resolve("lock"));
        Shares.writeMemory(dead, ByteSize.mebibytes(256));
        Shares.writeTicket(dead, new Shares.Ticket(0, ByteSize.mebibytes(256), ByteSize.mebibytes(300)));
        Shares.writeCpu(dead, 0);
        assertThat(Shares.read(root)).isEqualTo(new Shares(List.of(), List.of()));
        claimed(256, SMALL.waitingAtMost(Duration.ZERO));
    }

    @Test
    void aFileThatWasNotFinishedSaysNothing() throws Exception {
        OwnedDirectory directory = directory();
        Files.writeString(directory.path().resolve("memory"), "1234");
        assertThat(Shares.read(root).machines()).isEmpty();
    }

    @Test
    void theBudgetOfThisHostIsReasonable() throws Exception {
        MemoryBudget budget = MemoryBudget.of(Admission.byMemory());
        System.out.println("budget of this host: " + budget);
        assertThat(budget.limit().size()).isGreaterThan(ByteSize.mebibytes(32));
        claimed(32, Admission.byMemory());
        assertThat(reserved()).isEqualTo(32);
    }

    @Test
    void fourProgramsAtOnceSpreadEvenlyAndKeepWithinTheBudget() throws Exception {
        List<JavaProgram> programs = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                programs.add(JavaProgram.start(Program.class, Map.of(), root.toString()));
            }
            for (JavaProgram program : programs) {
                assertThat(program.line()).isEqualTo("spread");
            }
            assertThat(Shares.read(root).byCpu(AllowedCpus.read()))
                    .allSatisfy(use -> assertThat(use.machines())
                            .hasSize(4 * Program.MACHINES / AllowedCpus.read().size()));
            for (JavaProgram program : programs) {
                program.say("go on");
            }
            for (JavaProgram program : programs) {
                assertThat(program.line()).isEqualTo("within the budget");
            }
            for (JavaProgram program : programs) {
                program.say("hold");
                assertThat(program.line()).isEqualTo("held");
            }
            assertThat(reserved()).isEqualTo(300);
            FutureTask<OwnedDirectory> heir = claiming(75, SMALL);
            awaitTickets(1);
            programs.get(0).process().destroyForcibly().waitFor();
            heir.get();
        } finally {
            programs.forEach(JavaProgram::close);
        }
    }

    /** One of four programs: claims machines, and then again and again more memory than there is for all. */
    static final class Program {

        static final int MACHINES = 4;

        private static final int ROUNDS = 25;

        private Program() {}

        private static void awaitLine() throws Exception {
            for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
                if (c < 0) {
                    throw new AssertionError("The test is gone");
                }
            }
        }

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            List<OwnedDirectory> machines = new ArrayList<>();
            for (int i = 0; i < MACHINES; i++) {
                OwnedDirectory directory = OwnedDirectory.create(root);
                Claims.claim(spec(32, Admission.unchecked()), directory);
                machines.add(directory);
            }
            System.out.println("spread");
            awaitLine();
            machines.forEach(OwnedDirectory::close);
            OwnedDirectory last = null;
            for (int round = 0; round < ROUNDS; round++) {
                if (last != null) {
                    last.close();
                }
                last = OwnedDirectory.create(root);
                Claims.claim(spec(128, SMALL), last);
                Shares shares = Claims.lock(root).hold(Duration.ofSeconds(30), counter -> Shares.read(root));
                if (shares.reserved().compareTo(ByteSize.mebibytes(300)) > 0) {
                    throw new AssertionError("Too much: " + shares);
                }
            }
            last.close();
            last = OwnedDirectory.create(root);
            System.out.println("within the budget");
            awaitLine();
            Claims.claim(spec(75, SMALL), last);
            System.out.println("held");
            while (System.in.read() >= 0) {
                // Holds its share until it is killed.
                continue;
            }
        }
    }
}
