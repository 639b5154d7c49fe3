package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are powered off and on. */
@Timeout(120)
class RebootIT {

    @TempDir
    private Path temporary;

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path());
    }

    private static String bootId(UmlMachine vm) throws InterruptedException {
        return vm.exec("cat", "/proc/sys/kernel/random/boot_id").orThrow().stdout();
    }

    @Test
    void theDiskStaysMemoryGoesAndTheNameIsTheSame() throws Exception {
        try (UmlMachine vm = machine().tmpfsTmp().boot()) {
            String name = vm.name();
            String before = bootId(vm);
            vm.exec("sh", "-c", "echo kept >/root/file; echo gone >/tmp/file").orThrow();
            vm.reboot();
            assertThat(vm.name()).isEqualTo(name);
            assertThat(bootId(vm)).isNotEqualTo(before);
            assertThat(vm.exec("cat", "/root/file").orThrow().stdout()).isEqualTo("kept\n");
            assertThat(vm.exec("test", "-e", "/tmp/file").exitCode()).isEqualTo(1);
            assertThat(vm.isAlive()).isTrue();
            assertThat(vm.onExit()).isNotDone();
            assertThat(UmlMachines.live()).contains(vm);
        }
    }

    @Test
    void aKeptOverlayHasWhatBothRunsWrote() throws Exception {
        Path overlay = temporary.resolve("kept.cow");
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            vm.exec("sh", "-c", "echo one >/root/one").orThrow();
            vm.reboot();
            vm.exec("sh", "-c", "echo two >/root/two").orThrow();
        }
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            assertThat(vm.exec("cat", "/root/one", "/root/two").orThrow().stdout())
                    .isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void commandsOfTheOldRunFailAndSayWhy() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            GuestProcess sleep = vm.start(Command.of("sleep", "1000"));
            vm.reboot();
            assertThatThrownBy(sleep::waitFor).isInstanceOf(MachineRebootedException.class);
            assertThatThrownBy(() -> sleep.stdout().read())
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(MachineRebootedException.class);
            sleep.destroy();
            vm.exec("true").orThrow();
        }
    }

    @Test
    void theConsoleGoesOn() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            vm.exec("sh", "-c", "echo '<1>first run' >/dev/kmsg").orThrow();
            await().untilAsserted(() -> assertThat(vm.console()).contains("first run"));
            vm.reboot();
            vm.exec("sh", "-c", "echo '<1>second run' >/dev/kmsg").orThrow();
            await().untilAsserted(() -> assertThat(vm.console()).containsSubsequence("first run", "second run"));
        }
    }

    @Test
    void filesAreCopiedAfterAsBefore() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "contents");
        try (UmlMachine vm = machine().boot()) {
            vm.copyIn(file, "/root/one");
            vm.reboot();
            vm.copyIn(file, "/root/two");
            vm.copyOut("/root/one", temporary.resolve("one"));
            assertThat(vm.exec("cat", "/root/two").orThrow().stdout()).isEqualTo("contents");
        }
        assertThat(temporary.resolve("one")).hasContent("contents");
    }

    @Test
    void theHostsSideOfTheNetworkRestsBetweenTwoRuns() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        try (UmlMachine vm = machine().network(noting(steps, () -> {})).boot()) {
            vm.reboot();
            assertThat(steps).containsExactly("attach", "up", "suspend", "resume", "up");
        }
        assertThat(steps).endsWith("up", "suspend", "close");
    }

    @Test
    void aMachineThatWasDisconnectedIsAfterARebootToo() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        try (UmlMachine vm = machine().network(noting(steps, () -> {})).boot()) {
            assertThat(vm.exec("ls", "/sys/class/net").orThrow().stdout()).contains("vec0");
            vm.network().disconnect();
            assertThat(vm.exec("ls", "/sys/class/net").orThrow().stdout()).doesNotContain("vec0");
            vm.reboot();
            assertThat(vm.network().isConnected()).isFalse();
            assertThat(vm.exec("ls", "/sys/class/net").orThrow().stdout()).doesNotContain("vec0");
            vm.network().connect();
            assertThat(vm.exec("ls", "/sys/class/net").orThrow().stdout()).contains("vec0");
        }
        assertThat(steps).containsExactly("attach", "up", "suspend", "resume", "up", "suspend", "close");
    }

    private interface OnResume {
        void run() throws IOException;
    }

    /** A network that notes what is asked of it, with a device that the guest's kernel never opens. */
    private static Network noting(List<String> steps, OnResume onResume) {
        return host -> {
            steps.add("attach");
            return new Network.Attachment() {
                @Override
                public List<String> kernelArguments() {
                    return List.of("vec0:transport=bess,dst=/nowhere");
                }

                @Override
                public Optional<GuestInterface> guestInterface() {
                    return Optional.empty();
                }

                @Override
                public void up(UmlMachine machine) {
                    steps.add("up");
                }

                @Override
                public void suspend() {
                    steps.add("suspend");
                }

                @Override
                public void resume() throws IOException {
                    steps.add("resume");
                    onResume.run();
                }

                @Override
                public void close() {
                    steps.add("close");
                }
            };
        };
    }

    @Test
    void severalRebootsAtOnceAreOne() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            List<CompletableFuture<Void>> reboots = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reboots.add(CompletableFuture.runAsync(() -> {
                    try {
                        vm.reboot();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            for (CompletableFuture<Void> reboot : reboots) {
                reboot.get(60, TimeUnit.SECONDS);
            }
            vm.exec("true").orThrow();
        }
    }

    @Test
    void commandsThatAreStartedMeanwhileFailOrRun() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            CompletableFuture<Integer> caller = CompletableFuture.supplyAsync(() -> {
                int refused = 0;
                for (int runs = 0; runs < 3; ) {
                    try {
                        vm.exec("true").orThrow();
                        runs += refused > 0 ? 1 : 0;
                    } catch (MachineRebootedException e) {
                        refused++;
                        Thread.onSpinWait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return refused;
            });
            vm.reboot();
            assertThat(caller.get(60, TimeUnit.SECONDS)).isPositive();
        }
    }

    @Test
    void closeEndsAReboot() throws Exception {
        UmlMachine vm = machine().boot();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                vm.reboot();
                outcome.complete(new AssertionError("It came up"));
            } catch (InterruptedException | RuntimeException e) {
                outcome.complete(e);
            }
        });
        GuestProcess witness = vm.start(Command.of("sleep", "1000"));
        caller.start();
        assertThatThrownBy(witness::waitFor).isInstanceOf(MachineRebootedException.class);
        vm.close();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(MachineClosedException.class);
        assertThat(Leftovers.of(vm.name())).isEmpty();
        vm.onExit().get(1, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptEndsARebootAndTheMachine() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            GuestProcess witness = vm.start(Command.of("sleep", "1000"));
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    vm.reboot();
                    outcome.complete(new AssertionError("It came up"));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            caller.start();
            assertThatThrownBy(witness::waitFor).isInstanceOf(MachineRebootedException.class);
            caller.interrupt();
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(vm.isAlive()).isFalse();
            assertThatThrownBy(() -> vm.exec("true"))
                    .isInstanceOf(GuestDiedException.class)
                    .hasMessageContaining("reboot");
            assertThatThrownBy(() -> vm.onExit().join()).hasCauseInstanceOf(GuestDiedException.class);
        }
    }

    @Test
    void anInterruptBeforehandLeavesTheMachineAlone() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(vm::reboot).isInstanceOf(InterruptedException.class);
            vm.exec("true").orThrow();
        }
    }

    @Test
    void aRebootThatFailsLeavesADeadMachineAndNothingAfterClose() throws Exception {
        Network once = noting(new CopyOnWriteArrayList<>(), () -> {
            throw new IOException("no second network");
        });
        UmlMachine vm = machine().network(once).boot();
        assertThatThrownBy(vm::reboot)
                .isInstanceOfSatisfying(
                        BootException.class, e -> assertThat(e.phase()).isEqualTo(BootException.Phase.NETWORK))
                .hasMessageContaining("no second network");
        assertThat(vm.isAlive()).isFalse();
        assertThatThrownBy(() -> vm.exec("true")).isInstanceOf(BootException.class);
        assertThatThrownBy(vm::reboot).isInstanceOf(BootException.class);
        assertThatThrownBy(() -> vm.onExit().join()).hasCauseInstanceOf(BootException.class);
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aRebootHasTheTimeOfABoot() throws Exception {
        try (UmlMachine vm = machine().bootTimeout(Duration.ofSeconds(15)).boot()) {
            // A kernel that stands still does not power off.
            ProcessHandle kernel = ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains("umid=" + vm.name()))
                    .min(java.util.Comparator.comparingLong(ProcessHandle::pid))
                    .orElseThrow();
            new ProcessBuilder("kill", "-STOP", Long.toString(kernel.pid()))
                    .start()
                    .waitFor();
            assertThatThrownBy(vm::reboot)
                    .isInstanceOf(GuestDiedException.class)
                    .hasMessageContaining("within 15 s");
            assertThat(vm.isAlive()).isFalse();
        }
    }

    @Test
    void aDeadOrClosedMachineIsNotRebooted() throws Exception {
        UmlMachine vm = machine().boot();
        assertThatThrownBy(() -> vm.exec("sh", "-c", "echo o >/proc/sysrq-trigger; sleep 1000"))
                .isInstanceOf(GuestDiedException.class);
        assertThatThrownBy(vm::reboot).isInstanceOf(GuestDiedException.class);
        vm.close();
        assertThatThrownBy(vm::reboot).isInstanceOf(MachineClosedException.class);
    }
}
