package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.ManagementConsoleException.Reason;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TestImage;
import io.umlmachine.testing.UmlUtilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real kernels answer at their management consoles. */
@Timeout(180)
class ManagementConsoleIT {

    @TempDir
    private Path temporary;

    private static UmlMachine boot() throws InterruptedException {
        return UmlMachine.builder().image(TestImage.path()).boot();
    }

    @Test
    @Proves("uml_mconsole")
    void theKernelAnswersEveryQuestion() throws Exception {
        try (UmlMachine vm = boot()) {
            ManagementConsole console = vm.managementConsole();
            assertThat(console.version())
                    .startsWith("Linux ")
                    .contains(vm.exec("uname", "-r").stdout().strip());
            assertThat(console.config("ubda")).contains(TestImage.path().toString());
            assertThat(console.proc("version")).startsWith("Linux version ");
            assertThat(console.proc("cmdline")).contains("root=/dev/ubda");
            assertThat(console.request("version")).isEqualTo(console.version());
        }
    }

    @Test
    @Proves("uml_mconsole")
    void answersOfSeveralDatagramsArriveWhole() throws Exception {
        try (UmlMachine vm = boot()) {
            ManagementConsole console = vm.managementConsole();
            assertThat(console.help().length()).isGreaterThan(511);
            assertThat(console.help())
                    .startsWith("Commands:")
                    .contains("version - ")
                    .contains("stack <pid> - ");
            String meminfo = console.proc("meminfo");
            assertThat(meminfo.length()).isGreaterThan(2 * 511);
            assertThat(meminfo.lines()).allMatch(line -> line.matches("\\S+:? +\\d+( kB)?"));
        }
    }

    @Test
    void whatTheKernelPrintsArrivesWholeHoweverLongItIs() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.start(Command.of("sh", "-c", "while :; do :; done"));
            String levels = vm.managementConsole().proc("sys/kernel/printk");
            for (int i = 0; i < 100; i++) {
                // More lines than the queue of a socket holds datagrams.
                assertThat(vm.sysrq('q')).contains("Per CPU device").endsWith("\n");
                assertThat(vm.sysrq('m')).contains("Mem-Info:").contains("pages RAM");
            }
            assertThat(vm.managementConsole().stack(1)).contains("Stack:");
            assertThat(vm.managementConsole().proc("sys/kernel/printk")).isEqualTo(levels);
            vm.exec("true").orThrow();
        }
    }

    @Test
    void aRefusalIsAnErrorWithTheKernelsWordsAndChangesNothing() throws Exception {
        try (UmlMachine vm = boot()) {
            ManagementConsole console = vm.managementConsole();
            String levels = console.proc("sys/kernel/printk");
            assertThatThrownBy(() -> console.stack(99999))
                    .isInstanceOfSatisfying(ManagementConsoleException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                        assertThat(e.command()).isEqualTo("stack 99999");
                        assertThat(e.reply()).contains("Couldn't find that pid");
                    })
                    .hasMessageContaining("Couldn't find that pid");
            assertThat(console.proc("sys/kernel/printk")).isEqualTo(levels);
            assertThatThrownBy(() -> console.request("no such command")).hasMessageContaining("Unknown command");
            assertThatThrownBy(() -> console.proc("no/such/file")).hasMessageContaining("no/such/file");
            assertThatThrownBy(() -> console.remove("ubdp")).hasMessageContaining("Device doesn't exist");
            assertThatThrownBy(() -> console.log("x".repeat(600)))
                    .isInstanceOfSatisfying(
                            ManagementConsoleException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSENDABLE));
            assertThatThrownBy(() -> console.sysrq('!')).isInstanceOf(IllegalArgumentException.class);
            vm.exec("true").orThrow();
        }
    }

    @Test
    void whatIsLoggedIsInTheGuestsLog() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.managementConsole().log("from the host");
            assertThat(vm.exec("dmesg").orThrow().stdout()).contains("from the host");
        }
    }

    @Test
    @Proves("uml_mconsole")
    void aDiskComesAndGoes() throws Exception {
        Path disk = Files.writeString(temporary.resolve("disk"), "first sector" + "\0".repeat(500));
        try (UmlMachine vm = boot()) {
            vm.managementConsole().config("ubdp", disk.toString());
            assertThat(vm.managementConsole().config("ubdp")).contains(disk.toString());
            assertThat(vm.exec("head", "-c", "12", "/dev/ubdp").orThrow().stdout())
                    .isEqualTo("first sector");
            vm.managementConsole().remove("ubdp");
            assertThatThrownBy(() -> vm.managementConsole().remove("ubdp")).hasMessageContaining("exist");
        }
    }

    @Test
    @Proves("uml_mconsole")
    void aPausedMachineStandsStillUntilItIsResumed() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.exec("true").orThrow();
            vm.pause();
            vm.pause();
            CompletableFuture<String> blocked = CompletableFuture.supplyAsync(() -> {
                try {
                    return vm.exec("echo", "through").stdout();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Duration before = vm.metrics().cpuTime();
            assertThatThrownBy(() -> blocked.get(700, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(vm.metrics().cpuTime().minus(before)).isLessThan(Duration.ofMillis(200));
            assertThat(vm.isAlive()).isTrue();
            assertThat(vm.managementConsole().version()).contains("Linux");
            assertThat(vm.managementConsole().help()).startsWith("Commands:");
            assertThat(vm.sysrq('h')).contains("show-memory-usage");
            vm.resume();
            vm.resume();
            assertThat(blocked.get(60, TimeUnit.SECONDS)).isEqualTo("through\n");
            vm.exec("true").orThrow();
        }
    }

    @Test
    void aPausedMachineRefusesWhatCouldKeepItFromGoingOn() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.pause();
            assertThatThrownBy(() -> vm.managementConsole().proc("version"))
                    .isInstanceOfSatisfying(
                            ManagementConsoleException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.PAUSED))
                    .hasMessageContaining("resume");
            assertThatThrownBy(() -> vm.managementConsole().config("ubdp", "/dev/null"))
                    .hasMessageContaining("paused");
            vm.resume();
            assertThat(vm.managementConsole().proc("version")).contains("Linux");
        }
    }

    @Test
    void aCopyWaitsForAPausedMachine() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "copied");
        try (UmlMachine vm = boot()) {
            vm.pause();
            CompletableFuture<Void> copy = CompletableFuture.runAsync(() -> {
                try {
                    vm.copyIn(file, "/root/file");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> copy.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            vm.resume();
            copy.get(60, TimeUnit.SECONDS);
            assertThat(vm.exec("cat", "/root/file").stdout()).isEqualTo("copied");
        }
    }

    @Test
    void closeOfAPausedMachineIsOrderlyAndLeavesNothing() throws Exception {
        Path overlay = temporary.resolve("kept.cow");
        UmlMachine vm =
                UmlMachine.builder().image(TestImage.path()).cow(overlay).boot();
        vm.exec("sh", "-c", "echo kept >/root/file").orThrow();
        vm.pause();
        long begin = System.nanoTime();
        vm.close();
        // Far less than the minute that a machine with a kept disk has for its end.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(Leftovers.of(vm.name())).isEmpty();
        try (UmlMachine again =
                UmlMachine.builder().image(TestImage.path()).cow(overlay).boot()) {
            assertThat(again.exec("cat", "/root/file").stdout()).isEqualTo("kept\n");
        }
    }

    @Test
    void aRebootLetsAPausedMachineGoOn() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.pause();
            vm.reboot();
            assertThat(vm.exec("echo", "up again").stdout()).isEqualTo("up again\n");
            assertThat(vm.managementConsole().proc("version")).contains("Linux");
            assertThat(vm.metrics().memoryInUse()).isGreaterThan(ByteSize.mebibytes(1));
            vm.pause();
            vm.resume();
        }
    }

    @Test
    void closeEndsAMachineThatSomeoneElsePaused() throws Exception {
        UmlMachine vm = boot();
        vm.managementConsole().request("stop");
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aKeyThatWouldKillThisKernelIsRefusedAndARequestIsNot() throws Exception {
        try (UmlMachine vm = boot()) {
            if (!vm.managementConsole().version().contains(" 6.")) {
                assertThat(vm.sysrq('t')).contains("Show State").contains("task:");
                return;
            }
            assertThatThrownBy(() -> vm.sysrq('t'))
                    .isInstanceOfSatisfying(
                            ManagementConsoleException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE))
                    .hasMessageContaining("panics this kernel");
            vm.exec("true").orThrow();
            assertThatThrownBy(() -> vm.managementConsole().request("sysrq t"))
                    .isInstanceOfSatisfying(
                            GuestDiedException.class,
                            e -> assertThat(e.panicked()).isTrue());
        }
    }

    @Test
    @Proves("uml_mconsole")
    void haltEndsTheMachine() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.managementConsole().halt();
            assertThatThrownBy(() -> vm.onExit().get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            GuestDiedException.class,
                            e -> assertThat(e.exitStatus()).hasValue(0));
            assertThatThrownBy(() -> vm.managementConsole().version()).isInstanceOf(GuestDiedException.class);
            assertThatThrownBy(vm::pause).isInstanceOf(GuestDiedException.class);
        }
    }

    @Test
    void aCrashIsTheMachinesDeathAndAClosedMachineSaysSo() throws Exception {
        UmlMachine vm = boot();
        assertThatThrownBy(() -> vm.sysrq('c'))
                .isInstanceOfSatisfying(
                        GuestDiedException.class, e -> assertThat(e.panicked()).isTrue());
        vm.close();
        assertThatThrownBy(vm::pause).isInstanceOf(MachineClosedException.class);
        assertThatThrownBy(() -> vm.managementConsole().version()).isInstanceOf(MachineClosedException.class);
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void anInterruptEndsAQuestionAndNotTheMachine() throws Exception {
        try (UmlMachine vm = boot()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> vm.managementConsole().help()).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.currentThread().interrupt();
            assertThatThrownBy(vm::pause).isInstanceOf(InterruptedException.class);
            vm.resume();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> vm.sysrq('m')).isInstanceOf(InterruptedException.class);
            vm.exec("true").orThrow();
        }
    }

    @Test
    void aKernelThatDoesNotAnswerInTimeIsATypedError() throws Exception {
        try (UmlMachine vm = boot()) {
            ProcessHandle kernel = kernelOf(vm);
            stopOnTheHost(kernel);
            try {
                for (int i = 0; i < 15; i++) {
                    // More requests than its socket's queue holds: neither sending nor receiving may block.
                    assertThatThrownBy(() -> vm.managementConsole().request("version", Duration.ofMillis(100)))
                            .isInstanceOfSatisfying(
                                    ManagementConsoleException.class,
                                    e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT))
                            .hasMessageContaining("100 ms");
                }
            } finally {
                signal("CONT", kernel);
            }
            // The late answers go nowhere.
            assertThat(vm.managementConsole().config("ubdb")).contains("agent");
        }
    }

    @Test
    void requestsFromManyThreadsGetEachItsOwnAnswer() throws Exception {
        try (UmlMachine vm = boot()) {
            CompletableFuture<?>[] all = new CompletableFuture<?>[8];
            for (int i = 0; i < all.length; i++) {
                boolean even = i % 2 == 0;
                all[i] = CompletableFuture.runAsync(() -> {
                    try {
                        for (int n = 0; n < 50; n++) {
                            assertThat(
                                            even
                                                    ? vm.managementConsole().version()
                                                    : vm.managementConsole().config("ubdb"))
                                    .contains(even ? "Linux" : "agent");
                            vm.managementConsole().proc("uptime");
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            CompletableFuture.allOf(all).get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    @Proves("uml_mconsole")
    void umlMconsoleTalksToOurMachines() throws Exception {
        try (UmlMachine vm = boot()) {
            Path socket =
                    Directories.runtime().resolve(vm.name()).resolve(vm.name()).resolve("mconsole");
            assertThat(UmlUtilities.run("uml_mconsole", socket.toString(), "version")
                            .toString())
                    .contains(vm.managementConsole().version());
            UmlUtilities.run("uml_mconsole", socket.toString(), "stop");
            // Its pause is one that we can end.
            vm.resume();
            vm.exec("true").orThrow();
            UmlUtilities.run("uml_mconsole", socket.toString(), "log", "from uml_mconsole");
            assertThat(vm.exec("dmesg").stdout()).contains("from uml_mconsole");
        }
    }

    @Test
    void nothingOfARequestIsLeftInTheMachinesDirectory() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.managementConsole().help();
            vm.sysrq('m');
            try (var files = Files.list(Directories.runtime().resolve(vm.name()))) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("mc"));
            }
        }
    }

    /** The processes of the guest are its children; numbers say nothing, they begin again at their limit. */
    private static ProcessHandle kernelOf(UmlMachine vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> isOf(vm, process)
                        && !process.parent().map(parent -> isOf(vm, parent)).orElse(false))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(UmlMachine vm, ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("umid=" + vm.name());
    }

    private static void stopOnTheHost(ProcessHandle process) throws Exception {
        signal("STOP", process);
        await().untilAsserted(() -> assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/stat")))
                .contains(") T "));
    }

    private static void signal(String name, ProcessHandle process)
            throws IOException, InterruptedException, ExecutionException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
