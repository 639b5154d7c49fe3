package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of running machines, and machines that are forked from them. */
@Timeout(180)
class SnapshotIT {

    @TempDir
    private Path temporary;

    private List<Path> before = List.of();

    @BeforeEach
    void look() throws IOException {
        before = snapshots();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(snapshots()).isEqualTo(before);
    }

    private static List<Path> snapshots() throws IOException {
        Path directory = Directories.cache().resolve("snapshots");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** A program that takes a snapshot, tells of it, and ends as it is told to. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            UmlMachine vm = UmlMachine.builder()
                    .image(Path.of(arguments[0]))
                    .cowInMemory()
                    .boot();
            DiskImage saved = vm.snapshot();
            UmlMachine fork = saved.fork().boot();
            System.out.println(vm.name());
            System.out.println(fork.name());
            System.out.println(saved.path());
            if (arguments[1].equals("exit")) {
                System.exit(0);
            }
            vm.onExit().join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "wait"})
    void noImageIsLeftOfAProgramThatEnded(String how) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName(),
                        TestImage.path().toString(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = program.inputReader();
        List<String> machines = List.of(lines.readLine(), lines.readLine());
        Path saved = Path.of(lines.readLine());
        if (how.equals("wait")) {
            assertThat(saved).exists();
            program.destroyForcibly();
        }
        program.waitFor();
        if (how.equals("wait")) {
            UmlMachines.reap();
        }
        assertThat(saved).doesNotExist();
        for (String machine : machines) {
            assertThat(Leftovers.of(machine)).isEmpty();
        }
    }

    private static UmlMachine boot() throws InterruptedException {
        return UmlMachine.builder().image(TestImage.path()).boot();
    }

    private static String sh(UmlMachine vm, String script) throws InterruptedException {
        return vm.exec("sh", "-ec", script).orThrow().stdout();
    }

    private static void check(Path image) throws Exception {
        // e2fsprogs is where mke2fs is from. -f: look at everything, -n: change nothing.
        Process process = new ProcessBuilder("/sbin/e2fsck", "-fn", image.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).doesNotContain("recover");
    }

    @Test
    void aSnapshotHoldsWhatWasWrittenAndNothingLater() throws Exception {
        String name;
        try (UmlMachine vm = boot()) {
            // Not written out: that is the snapshot's work.
            sh(vm, "echo early >/root/state; mkdir /root/d; for i in 1 2 3 4 5 6 7 8 9; do echo $i >/root/d/$i; done");
            try (DiskImage saved = vm.snapshot()) {
                name = saved.path().getFileName().toString().replace(".img", "");
                sh(vm, "echo late >/root/state; rm -r /root/d; sync");
                assertThat(saved.size().bytes()).isEqualTo(Files.size(TestImage.path()));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved.path())))
                        .isEqualTo("r--r--r--");
                check(saved.path());
                try (UmlMachine one = saved.fork().boot();
                        UmlMachine two =
                                saved.fork().memory(ByteSize.mebibytes(256)).boot()) {
                    assertThat(sh(one, "cat /root/state; ls /root/d | wc -l")).isEqualTo("early\n9\n");
                    sh(one, "echo changed >/root/state");
                    assertThat(sh(two, "cat /root/state")).isEqualTo("early\n");
                    assertThat(one.console()).doesNotContain("recovery").doesNotContain("EXT4-fs error");
                    // A snapshot of a fork is as good.
                    try (DiskImage second = one.snapshot();
                            UmlMachine three = second.fork().boot()) {
                        check(second.path());
                        assertThat(sh(three, "cat /root/state")).isEqualTo("changed\n");
                    }
                }
                assertThat(sh(vm, "cat /root/state")).isEqualTo("late\n");
            }
        }
        assertThat(Leftovers.of(name)).isEmpty();
    }

    @Test
    void aSnapshotCanBeTakenWhileTheGuestWrites() throws Exception {
        try (UmlMachine vm = boot()) {
            GuestProcess writer = vm.start(Command.of(
                    "sh",
                    "-c",
                    "i=0; while :; do i=$((i+1)); echo $i >/root/n.new; mv /root/n.new /root/n; "
                            + "head -c 20000 /dev/urandom >/root/f$((i%50)); done"));
            // Some, not all fifty: a guest may take a second for each on a slow host.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> vm.exec("test", "-e", "/root/f5").success());
            int last = 0;
            for (int i = 0; i < 3; i++) {
                try (DiskImage saved = vm.snapshot();
                        UmlMachine fork = saved.fork().boot()) {
                    check(saved.path());
                    int now = Integer.parseInt(sh(fork, "cat /root/n").strip());
                    assertThat(now).isGreaterThan(last);
                    last = now;
                }
            }
            int reached = last;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Integer.parseInt(sh(vm, "cat /root/n").strip()) > reached);
            writer.destroyForcibly();
        }
    }

    @Test
    void everyKindOfDiskCanBeSnapshot() throws Exception {
        Path overlay = temporary.resolve("kept.cow");
        Path direct = temporary.resolve("direct.img");
        for (UmlMachine.Builder builder : List.of(
                UmlMachine.builder().image(TestImage.path()).cowInMemory(),
                UmlMachine.builder().image(TestImage.path()).cow(overlay),
                UmlMachine.builder().image(direct).direct())) {
            try (UmlMachine vm = builder.boot()) {
                sh(vm, "echo here >>/root/state");
                try (DiskImage saved = vm.snapshot()) {
                    check(saved.path());
                    if (!Files.exists(direct)) {
                        // Writable, so it must be a copy.
                        CowFile.create(temporary.resolve("empty.cow"), saved.path())
                                .merge(direct);
                    }
                    try (UmlMachine fork = saved.fork().boot()) {
                        assertThat(sh(fork, "cat /root/state")).contains("here\n");
                    }
                }
                sh(vm, "echo goes on >>/root/state");
            }
        }
        // That of a closed machine is what its overlay holds.
        Path merged = temporary.resolve("merged.img");
        CowFile.open(overlay).merge(merged);
        check(merged);
        try (UmlMachine fork = DiskImage.freeze(merged).fork().boot()) {
            assertThat(sh(fork, "cat /root/state")).isEqualTo("here\ngoes on\n");
        }
        assertThat(merged).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(merged)))
                .isEqualTo("r--r--r--");
    }

    @Test
    void aClosedImageGoesWithItsLastMachine() throws Exception {
        try (UmlMachine vm = boot()) {
            DiskImage saved = vm.snapshot();
            Path file = saved.path();
            try (UmlMachine fork = saved.fork().boot()) {
                saved.close();
                saved.close();
                assertThat(file).exists();
                assertThatThrownBy(() -> saved.fork().boot()).hasMessageContaining("closed");
                fork.reboot();
                sh(fork, "true");
            }
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aKeptImageStaysAndIsWhole() throws Exception {
        Path kept = temporary.resolve("kept.img");
        Path elsewhere =
                Directories.memory().resolve("kept-" + ProcessHandle.current().pid() + ".img");
        try (UmlMachine vm = boot()) {
            sh(vm, "echo kept >/root/state");
            try (DiskImage saved = vm.snapshot()) {
                saved.keep(kept);
                assertThatThrownBy(() -> saved.keep(kept)).isInstanceOf(FileAlreadyExistsException.class);
                // On another file system it has to be copied.
                saved.keep(elsewhere);
                assertThat(Files.mismatch(kept, elsewhere)).isEqualTo(-1);
                assertThatThrownBy(() -> saved.keep(elsewhere)).isInstanceOf(FileAlreadyExistsException.class);
            } finally {
                Files.deleteIfExists(elsewhere);
            }
        }
        try (DiskImage image = DiskImage.of(kept);
                UmlMachine fork = image.fork().boot()) {
            assertThat(sh(fork, "cat /root/state")).isEqualTo("kept\n");
        }
        assertThat(kept).exists();
        DiskImage image = DiskImage.of(kept);
        Files.setLastModifiedTime(kept, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertThatThrownBy(image::acquire).hasMessageContaining("was changed");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> DiskImage.of(kept)).hasMessageContaining("freeze");
    }

    @Test
    void anInterruptedSnapshotLeavesNoImageAndAGuestThatGoesOn() throws Exception {
        try (UmlMachine vm = boot()) {
            sh(vm, "head -c 20000000 /dev/urandom >/root/big");
            // Wherever in it the interrupt comes.
            for (int delay : new int[] {0, 30, 100, 250, 600}) {
                AtomicReference<Object> outcome = new AtomicReference<>();
                Thread thread = new Thread(() -> {
                    try (DiskImage image = vm.snapshot()) {
                        outcome.set(image);
                    } catch (InterruptedException | IOException | RuntimeException e) {
                        outcome.set(e);
                    }
                });
                thread.start();
                thread.join(Math.max(1, delay));
                thread.interrupt();
                thread.join();
                assertThat(outcome.get()).isInstanceOfAny(InterruptedException.class, DiskImage.class);
                assertThat(snapshots()).isEqualTo(before);
                assertThat(vm.exec(Command.of("sh", "-c", "echo x >/root/written")
                                        .timeout(Duration.ofSeconds(60)))
                                .success())
                        .as("the guest is thawed after " + delay + " ms")
                        .isTrue();
            }
            try (DiskImage saved = vm.snapshot();
                    UmlMachine fork = saved.fork().boot()) {
                assertThat(sh(fork, "cat /root/written")).isEqualTo("x\n");
            }
        }
    }

    @Test
    void theGuestThawsWhenItsFreezerIsKilled() throws Exception {
        try (UmlMachine vm = boot()) {
            sh(vm, "head -c 60000000 /dev/urandom >/root/big");
            CompletableFuture<Object> outcome = CompletableFuture.supplyAsync(() -> {
                try (DiskImage image = vm.snapshot()) {
                    return image;
                } catch (InterruptedException | IOException | RuntimeException e) {
                    return e;
                }
            });
            // The oldest is the one that is talked to; the other one guards it.
            String kill = "for p in /proc/[0-9]*; do if tr '\\0' ' ' <$p/cmdline | grep -q FIFREEZE-by-us; then kill -9"
                    + " ${p#/proc/}; exit 0; fi; done; exit 1";
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> vm.exec("sh", "-c", kill).success() || outcome.isDone());
            assertThat(outcome.get()).isInstanceOfAny(IOException.class, DiskImage.class);
            assertThat(vm.exec(Command.of("sh", "-c", "echo x >/root/written").timeout(Duration.ofSeconds(60)))
                            .success())
                    .isTrue();
            vm.snapshot().close();
        }
    }

    @Test
    void aGuestThatIsFrozenAlreadyIsAnErrorAndStaysSo() throws Exception {
        try (UmlMachine vm = boot()) {
            sh(vm, "perl -e 'sysopen(F, \"/\", 0); ioctl(F, 0xC0045877, 0) or die $!'");
            assertThatThrownBy(vm::snapshot).isInstanceOf(IOException.class).hasMessageContaining("cannot be frozen");
            sh(vm, "perl -e 'sysopen(F, \"/\", 0); ioctl(F, 0xC0045878, 0) or die $!'");
            vm.snapshot().close();
        }
    }

    @Test
    void severalSnapshotsAtOnceTakeTurns() throws Exception {
        try (UmlMachine vm = boot()) {
            List<CompletableFuture<Void>> all = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                        try {
                            vm.snapshot().close();
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .limit(3)
                    .toList();
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
        }
    }

    @Test
    void aMachineThatDiesOrIsClosedMeanwhileLeavesNoImage() throws Exception {
        UmlMachine vm = boot();
        sh(vm, "head -c 40000000 /dev/urandom >/root/big");
        CompletableFuture<Object> outcome = CompletableFuture.supplyAsync(() -> {
            try (DiskImage image = vm.snapshot()) {
                return image;
            } catch (InterruptedException | IOException | RuntimeException e) {
                return e;
            }
        });
        vm.close();
        assertThat(outcome.get()).isInstanceOfAny(UmlException.class, IOException.class);
        assertThatThrownBy(vm::snapshot).isInstanceOf(MachineClosedException.class);
    }
}
