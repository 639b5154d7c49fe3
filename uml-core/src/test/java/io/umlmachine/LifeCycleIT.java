package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How machines begin and end. */
@Timeout(120)
class LifeCycleIT {

    @TempDir
    private Path temporary;

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path());
    }

    @Test
    void nothingIsLeftOfAClosedMachine() throws Exception {
        UmlMachine vm = machine().boot();
        assertThat(UmlMachines.live()).contains(vm);
        assertThat(Leftovers.of(vm.name())).isNotEmpty();
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
        assertThat(UmlMachines.live()).doesNotContain(vm);
        assertThat(vm.isAlive()).isFalse();
        vm.onExit().get(1, TimeUnit.SECONDS);
    }

    @Test
    void aSecondCloseDoesNothingAndAClosedMachineSaysSo() throws Exception {
        UmlMachine vm = machine().boot();
        vm.close();
        vm.close();
        assertThatThrownBy(() -> vm.exec("true")).isInstanceOf(MachineClosedException.class);
        assertThatThrownBy(() -> vm.copyIn(temporary, "/x")).isInstanceOf(MachineClosedException.class);
    }

    @Test
    void closeFromAnInterruptedThreadCleansUpAndKeepsTheInterrupt() throws Exception {
        UmlMachine vm = machine().boot();
        Thread.currentThread().interrupt();
        vm.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void closeEndsACommandThatRuns() throws Exception {
        UmlMachine vm = machine().boot();
        CompletableFuture<ExitStatus> exit =
                vm.start(Command.of("sleep", "1000")).onExit();
        vm.close();
        assertThatThrownBy(exit::join).hasCauseInstanceOf(MachineClosedException.class);
    }

    @Test
    void twoMachinesOnOneImageDoNotSeeEachOther() throws Exception {
        try (UmlMachine one = machine().hostname("one").boot();
                UmlMachine two = machine().hostname("two").boot()) {
            one.exec("sh", "-c", "echo one >/root/who").orThrow();
            two.exec("sh", "-c", "echo two >/root/who").orThrow();
            assertThat(one.exec("cat", "/root/who", "/etc/hostname").stdout()).startsWith("one\n");
            assertThat(two.exec("cat", "/root/who").stdout()).isEqualTo("two\n");
            assertThat(two.exec("uname", "-n").stdout()).isEqualTo("two\n");
        }
    }

    @Test
    void theImageStaysAsItIs() throws Exception {
        FileTime before = Files.getLastModifiedTime(TestImage.path());
        try (UmlMachine vm = machine().boot()) {
            vm.exec("sh", "-c", "echo gone >/root/file; sync").orThrow();
        }
        assertThat(Files.getLastModifiedTime(TestImage.path())).isEqualTo(before);
        try (UmlMachine vm = machine().boot()) {
            assertThat(vm.exec("test", "-e", "/root/file").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aKeptOverlayKeepsWhatWasWritten() throws Exception {
        Path overlay = temporary.resolve("kept.cow");
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            vm.exec("sh", "-c", "echo kept >/root/file").orThrow();
        }
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            assertThat(vm.exec("cat", "/root/file").stdout()).isEqualTo("kept\n");
        }
    }

    @Test
    void aKeptOverlayIsWrittenOutWhileACommandSpeaks() throws Exception {
        Path overlay = temporary.resolve("kept.cow");
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            vm.start(Command.of("cat", "/dev/zero")).stdout().close();
            vm.exec("sh", "-c", "echo kept >/root/file").orThrow();
        }
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            assertThat(vm.exec("cat", "/root/file").stdout()).isEqualTo("kept\n");
        }
    }

    @Test
    void directWritesTheImageEvenUnderAnAwkwardName() throws Exception {
        Path image = temporary.resolve("an image, with: everything");
        Files.copy(TestImage.path(), image);
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-------"));
        try (UmlMachine vm = UmlMachine.builder().image(image).direct().boot()) {
            vm.exec("sh", "-c", "echo direct >/root/file").orThrow();
        }
        try (UmlMachine vm = UmlMachine.builder().image(image).direct().boot()) {
            assertThat(vm.exec("cat", "/root/file").stdout()).isEqualTo("direct\n");
        }
    }

    @Test
    @Proves({"UML_MEM", "UML_HOSTNAME", "UML_MOUNT_TMPFS"})
    void tmpfsMemoryAndHostnameAreAsAsked() throws Exception {
        try (UmlMachine vm = machine()
                .tmpfsTmp()
                .memory(ByteSize.mebibytes(128))
                .hostname("asked.example")
                .boot()) {
            assertThat(vm.exec("cat", "/proc/mounts").stdout()).contains("tmpfs /tmp tmpfs");
            assertThat(vm.exec("uname", "-n").stdout()).isEqualTo("asked.example\n");
            String kilobytes = vm.exec("sh", "-c", "grep MemTotal /proc/meminfo | tr -dc 0-9")
                    .stdout();
            assertThat(Long.parseLong(kilobytes)).isBetween(90_000L, 128L * 1024);
        }
    }

    @Test
    @Proves("failure is failure")
    void aPanicIsADeathWithItsConsole() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            assertThatThrownBy(() -> vm.exec("sh", "-c", "echo c >/proc/sysrq-trigger; sleep 1000"))
                    .isInstanceOfSatisfying(GuestDiedException.class, death -> {
                        assertThat(death.panicked()).isTrue();
                        assertThat(death.consoleTail()).contains("Kernel panic");
                        assertThat(death.exitStatus()).hasValue(134);
                        assertThat(death.kernelCommandLine()).contains("root=/dev/ubda");
                    });
            assertThat(vm.isAlive()).isFalse();
            assertThatThrownBy(() -> vm.onExit().join()).hasCauseInstanceOf(GuestDiedException.class);
            assertThatThrownBy(() -> vm.exec("true")).isInstanceOf(GuestDiedException.class);
        }
    }

    @Test
    void aPowerOffFromInsideIsADeathWithStatusZero() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            assertThatThrownBy(() -> vm.exec("sh", "-c", "echo o >/proc/sysrq-trigger; sleep 1000"))
                    .isInstanceOfSatisfying(GuestDiedException.class, death -> {
                        assertThat(death.panicked()).isFalse();
                        assertThat(death.exitStatus()).hasValue(0);
                    });
        }
    }

    @Test
    void aKilledKernelIsADeathAndNothingIsLeftAfterClose() throws Exception {
        UmlMachine vm = machine().boot();
        GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
        ProcessHandle kernel = kernelOf(vm);
        kernel.destroyForcibly();
        assertThatThrownBy(busy::waitFor)
                .isInstanceOfSatisfying(
                        GuestDiedException.class,
                        death -> assertThat(death.exitStatus()).hasValue(137));
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aKernelThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> machine()
                        .kernel(UmlKernel.of(temporary.resolve("no-kernel")))
                        .boot())
                .isInstanceOfSatisfying(
                        BootException.class, e -> assertThat(e.phase()).isEqualTo(BootException.Phase.PREPARE))
                .hasMessageContaining("no-kernel");
    }

    @Test
    void aProgramThatIsNoKernelFailsTheBoot() {
        assertThatThrownBy(() ->
                        machine().kernel(UmlKernel.of(Path.of("/bin/false"))).boot())
                .isInstanceOfSatisfying(BootException.class, e -> {
                    assertThat(e.phase()).isEqualTo(BootException.Phase.KERNEL);
                    assertThat(e.exitStatus()).hasValue(1);
                });
    }

    @Test
    void aMissingImageAndOneThatIsNoImageAreNamed() throws IOException {
        Path missing = temporary.resolve("missing.img");
        assertThatThrownBy(() -> UmlMachine.builder().image(missing).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("missing.img");
        Path noImage = Files.writeString(temporary.resolve("no.img"), "not a file system".repeat(1000));
        assertThatThrownBy(() -> UmlMachine.builder().image(noImage).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("no ext4 file system");
    }

    @Test
    void anImageThatOnlyLooksLikeOneFailsTheBootWithTheConsole() throws IOException {
        Path image = temporary.resolve("hollow.img");
        byte[] superblock = new byte[1024];
        try (RandomAccessFile real = new RandomAccessFile(TestImage.path().toFile(), "r");
                RandomAccessFile hollow = new RandomAccessFile(image.toFile(), "rw")) {
            real.seek(1024);
            real.readFully(superblock);
            hollow.seek(1024);
            hollow.write(superblock);
            hollow.setLength(real.length());
        }
        assertThatThrownBy(() -> UmlMachine.builder().image(image).boot())
                .isInstanceOfSatisfying(BootException.class, e -> {
                    assertThat(e.phase()).isEqualTo(BootException.Phase.KERNEL);
                    assertThat(e.consoleTail()).contains("VFS");
                    assertThat(e.exitStatus()).hasValue(134);
                });
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void anImageWithSmallBlocksIsRefusedForAnOverlay() throws IOException {
        Path image = temporary.resolve("1k.img");
        Files.copy(TestImage.path(), image);
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4), 1024 + 0x18);
        }
        assertThatThrownBy(() -> UmlMachine.builder().image(image).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("blocks of 1024 bytes");
    }

    @Test
    void aBootThatTakesTooLongEndsWithNothingLeft() throws Exception {
        assertThatThrownBy(() -> machine().bootTimeout(Duration.ofMillis(20)).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("did not greet");
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void anInterruptEndsABoot() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> machine().boot()).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void aBootInTheBackgroundDeliversItsMachine() throws Exception {
        try (UmlMachine vm = machine().bootAsync().get(60, TimeUnit.SECONDS)) {
            vm.exec("true").orThrow();
        }
    }

    @Test
    void aCancelledBootLeavesNothing() throws Exception {
        CompletableFuture<UmlMachine> boot = machine().bootAsync();
        boot.cancel(true);
        assertThatThrownBy(boot::join).isInstanceOf(CancellationException.class);
        await().untilAsserted(() -> assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().command().orElse("").contains("linux")))
                .isEmpty());
    }

    @Test
    void aMachineIsPinnedUnlessTheCallerSwitchesThatOff() throws Exception {
        try (UmlMachine pinned = machine().placement(CpuPlacement.cpu(0)).boot()) {
            ProcessHandle kernel = kernelOf(pinned);
            assertThat(Files.readString(Path.of("/proc/" + kernel.pid() + "/status")))
                    .contains("Cpus_allowed_list:\t0\n");
        }
        try (UmlMachine free = machine().placement(CpuPlacement.unpinned()).boot()) {
            assertThat(free.kernelCommandLine()).noneMatch(word -> word.endsWith("taskset"));
        }
    }

    private static ProcessHandle kernelOf(UmlMachine vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("umid=" + vm.name()))
                .min(Comparator.comparingLong(ProcessHandle::pid))
                .orElseThrow();
    }
}
