package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.UmlKernel.Feature;
import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What machines do on every kernel: that of the host, that of trixie, that of forky. */
@Timeout(300)
class KernelsIT {

    @TempDir
    private Path temporary;

    static Stream<UmlKernel> kernels() {
        return Stream.of(Kernels.installed(), Kernels.trixie(), Kernels.forky());
    }

    private static UmlMachine.Builder machine(UmlKernel kernel) {
        return UmlMachine.builder().image(TestImage.path()).kernel(kernel);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aMachineBootsRunsCommandsCopiesAndLeavesNothing(UmlKernel kernel) throws Exception {
        Path file = temporary.resolve("in");
        byte[] content = new byte[4 << 20];
        new Random(1).nextBytes(content);
        Files.write(file, content);

        UmlMachine vm = machine(kernel).boot();
        try (vm) {
            assertThat(vm.exec("uname", "-r").orThrow().stdout().strip())
                    .isEqualTo(kernel.version().toString());
            vm.copyIn(file, "/srv/in");
            assertThat(vm.exec("stat", "-c", "%s", "/srv/in").orThrow().stdout())
                    .isEqualTo(content.length + "\n");
            vm.copyOut("/srv/in", temporary.resolve("out"));
        }

        assertThat(temporary.resolve("out")).hasSameBinaryContentAs(file);
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void standardInputArrivesWhole(UmlKernel kernel) throws Exception {
        byte[] content = new byte[1 << 20];
        new Random(2).nextBytes(content);
        try (UmlMachine vm = machine(kernel).boot()) {
            GuestProcess process = vm.start(Command.of("sh", "-c", "cat >/run/in; cksum </run/in"));
            try (OutputStream stdin = process.stdin()) {
                stdin.write(content);
            }
            String cksum = new String(process.stdout().readAllBytes());
            assertThat(process.waitFor().success()).isTrue();
            assertThat(cksum).endsWith(" " + content.length + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aKilledKernelIsADeathAndNothingIsLeft(UmlKernel kernel) throws Exception {
        UmlMachine vm = machine(kernel).boot();
        try (vm) {
            GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
            kernelOf(vm).destroyForcibly();
            assertThatThrownBy(busy::waitFor)
                    .isInstanceOfSatisfying(
                            GuestDiedException.class,
                            death -> assertThat(death.exitStatus()).hasValue(137));
        }
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void kernelsTellWhatTheyCanDo() throws Exception {
        assertThat(Kernels.trixie().version().isAtLeast(6, 12)).isTrue();
        assertThat(Kernels.trixie().features())
                .contains(Feature.LEGACY_NETWORK, Feature.VECTOR_NETWORK, Feature.HOSTFS, Feature.MODULES)
                .doesNotContain(Feature.SECCOMP_MODE);
        assertThat(Kernels.forky().version().isAtLeast(7, 2)).isTrue();
        assertThat(Kernels.forky().features())
                .contains(Feature.SECCOMP_MODE, Feature.VECTOR_NETWORK, Feature.IPV6, Feature.HOSTFS, Feature.MODULES)
                .doesNotContain(Feature.LEGACY_NETWORK);
        assertThat(Kernels.forky().config("UML")).contains("y");
    }

    @Test
    void seccompModeWorksWhereTheKernelHasIt() throws Exception {
        UmlMachine vm = machine(Kernels.forky()).seccomp().boot();
        try (vm) {
            assertThat(vm.kernelCommandLine()).contains("seccomp=on");
            // A child, a pipe, a signal and a fault: what the mode does otherwise than ptrace.
            assertThat(vm.exec("sh", "-c", "echo one | cat; sh -c 'kill -9 $$'; echo $?; perl -e 'fork; wait; print 2'")
                            .orThrow()
                            .stdout())
                    .isEqualTo("one\n137\n22");
            GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
            kernelOf(vm).destroyForcibly();
            assertThatThrownBy(busy::waitFor).isInstanceOf(GuestDiedException.class);
        }
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void seccompModeIsOnlyOnForThoseWhoAsk() throws Exception {
        try (UmlMachine vm = machine(Kernels.forky()).boot()) {
            assertThat(vm.kernelCommandLine()).noneMatch(word -> word.startsWith("seccomp"));
            // With ptrace a guest's process is traced by its kernel; with seccomp nobody traces it.
            assertThat(tracedProcesses(vm)).isPositive();
        }
        try (UmlMachine vm = machine(Kernels.forky()).seccomp().boot()) {
            assertThat(tracedProcesses(vm)).isZero();
        }
    }

    @Test
    void aKernelWithoutSeccompModeIsRefusedBeforeItStarts() {
        assertRefused(machine(Kernels.installed()).seccomp(), "no seccomp mode");
        assertRefused(machine(Kernels.trixie()).seccomp(), "no seccomp mode");
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void aLegacyNetworkDeviceIsRefusedByAKernelThatWouldPassItOver() {
        assertRefused(machine(Kernels.forky()).kernelArgument("eth0=tuntap,tap9"), "vec0:");
    }

    private static void assertRefused(UmlMachine.Builder machine, String why) {
        assertThatThrownBy(machine::boot)
                .isInstanceOfSatisfying(KernelException.class, e -> {
                    assertThat(e.problem()).isEqualTo(KernelException.Problem.UNSUPPORTED);
                    assertThat(Path.of(e.subject())).isExecutable();
                })
                .hasMessageContaining(why);
    }

    private static long tracedProcesses(UmlMachine vm) throws Exception {
        long session = kernelOf(vm).pid();
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes
                    .filter(process -> isTracedIn(session, process.pid()))
                    .count();
        }
    }

    private static boolean isTracedIn(long session, long pid) {
        try {
            String[] words = Files.readString(Path.of("/proc/" + pid + "/stat"))
                    .replaceFirst("^.*\\) ", "")
                    .split(" ");
            return Long.parseLong(words[3]) == session
                    && Files.readString(Path.of("/proc/" + pid + "/status"))
                            .lines()
                            .anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
        } catch (IOException e) {
            // It has just ended.
            return false;
        }
    }

    private static ProcessHandle kernelOf(UmlMachine vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("umid=" + vm.name()))
                .min(Comparator.comparingLong(ProcessHandle::pid))
                .orElseThrow();
    }
}
