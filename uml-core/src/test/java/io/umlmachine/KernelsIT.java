package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
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
    void seccompModeWorksWhereTheKernelHasIt() throws Exception {
        try (UmlMachine vm = machine(Kernels.forky()).seccomp().boot()) {
            assertThat(vm.kernelCommandLine()).contains("seccomp=on");
            assertThat(vm.exec("sh", "-c", "for i in 1 2 3; do perl -e 'exit 0' || exit 1; done; echo done")
                            .orThrow()
                            .stdout())
                    .isEqualTo("done\n");
        }
    }

    private static ProcessHandle kernelOf(UmlMachine vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("umid=" + vm.name()))
                .min(Comparator.comparingLong(ProcessHandle::pid))
                .orElseThrow();
    }
}
