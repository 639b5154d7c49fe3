package io.umlmachine.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.Command;
import io.umlmachine.GuestDiedException;
import io.umlmachine.GuestProcess;
import io.umlmachine.MachineClosedException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies that end early, in real machines: what they say, and that they leave nothing. */
@Timeout(180)
class TransferFailureIT {

    /** Programs of the guest that hold the disk open and never end stand in for slow ones. */
    private static final String STALL = """
            mkdir -p /usr/local/sbin
            for program in tar perl; do
                printf '#!/bin/sh\\nfor word; do case $word in *ubd*) exec 3<"${word#--file=}"; esac; done\\n%s\\n%s\\n' \
                    ': >/run/stalled' 'exec sleep 100000' >/usr/local/sbin/$program
                chmod 755 /usr/local/sbin/$program
            done
            """;

    private static final String UNSTALL = "rm -f /usr/local/sbin/tar /usr/local/sbin/perl /run/stalled";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static UmlMachine vm;

    @TempDir
    private Path temporary;

    /** The ways to copy. */
    enum Way {
        FILE_IN,
        TREE_IN,
        OUT;

        void copy(UmlMachine machine, Path directory) throws IOException, InterruptedException {
            switch (this) {
                case FILE_IN -> machine.copyIn(directory.resolve("tree/file"), "/srv/way");
                case TREE_IN -> machine.copyIn(directory.resolve("tree"), "/srv/way");
                case OUT -> machine.copyOut("/etc", directory.resolve("way"));
            }
        }
    }

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    private void makeTree() throws IOException {
        Files.writeString(Files.createDirectory(temporary.resolve("tree")).resolve("file"), "content");
    }

    private static void stall(UmlMachine machine) throws InterruptedException {
        machine.exec("sh", "-c", STALL).orThrow();
    }

    private static void awaitStalled(UmlMachine machine) {
        await().atMost(PATIENCE)
                .until(() -> machine.exec("test", "-e", "/run/stalled").success());
    }

    private static void assertNothingLeft(UmlMachine machine) throws IOException, InterruptedException {
        assertThat(machine.exec("sh", "-c", "grep -o 'ubd[c-p]' /proc/partitions; pidof tar sleep")
                        .stdout())
                .isEmpty();
        Path spool = Directories.cache().resolve("spool").resolve(machine.name());
        if (Files.exists(spool)) {
            try (Stream<Path> files = Files.list(spool)) {
                assertThat(files).isEmpty();
            }
        }
        Path links = Directories.runtime().resolve(machine.name());
        try (Stream<Path> files = Files.list(links)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("transfer"));
        }
    }

    private Throwable failureOf(UmlMachine machine, Way way, InterruptibleAction meanwhile) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread copier = new Thread(() -> {
            try {
                way.copy(machine, temporary);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        copier.start();
        meanwhile.run(copier);
        copier.join(PATIENCE.toMillis());
        assertThat(copier.isAlive()).isFalse();
        return failure.get();
    }

    private interface InterruptibleAction {
        void run(Thread copier) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptInTheMiddleLeavesNothingAndTheMachineGoesOn(Way way) throws Exception {
        // A copy that another test interrupted may have got so far.
        vm.exec("rm", "-rf", "/srv/way").orThrow();
        makeTree();
        stall(vm);
        Throwable failure = failureOf(vm, way, copier -> {
            awaitStalled(vm);
            copier.interrupt();
        });
        vm.exec("sh", "-c", UNSTALL).orThrow();
        assertThat(failure).isInstanceOf(InterruptedException.class);
        assertNothingLeft(vm);
        way.copy(vm, temporary);
        assertNothingLeft(vm);
        vm.exec("rm", "-rf", "/srv/way");
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptBeforeIsHeeded(Way way) throws Exception {
        makeTree();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> way.copy(vm, temporary)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertNothingLeft(vm);
    }

    @Test
    void interruptsAtAnyMomentLeaveNothing() throws Exception {
        makeTree();
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            Way way = Way.values()[i % 3];
            Throwable failure = failureOf(vm, way, copier -> {
                // Any moment will do, so no condition is waited for.
                copier.join(1 + random.nextInt(300));
                copier.interrupt();
            });
            assertThat(failure)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isNull(), e -> assertThat(e).isInstanceOf(InterruptedException.class));
        }
        assertNothingLeft(vm);
        makeUsable();
    }

    private void makeUsable() throws Exception {
        Path file = Files.writeString(temporary.resolve("after"), "after");
        vm.copyIn(file, "/srv/after");
        assertThat(vm.exec("cat", "/srv/after").stdout()).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource
    void aMachineThatIsClosedInTheMiddleSaysSo(Way way) throws Exception {
        makeTree();
        UmlMachine machine = UmlMachine.builder().image(TestImage.path()).boot();
        try (machine) {
            stall(machine);
            Throwable failure = failureOf(machine, way, copier -> {
                awaitStalled(machine);
                machine.close();
            });
            assertThat(failure).isInstanceOf(MachineClosedException.class);
        }
        assertThat(Leftovers.of(machine.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMachineThatDiesInTheMiddleSaysSo(Way way) throws Exception {
        makeTree();
        UmlMachine machine = UmlMachine.builder().image(TestImage.path()).boot();
        try (machine) {
            stall(machine);
            Throwable failure = failureOf(machine, way, copier -> {
                awaitStalled(machine);
                // Only what waits for an end hears of it for sure: the guest may die before it tells of a start.
                assertThatThrownBy(() -> machine.exec(
                                "sh", "-c", "echo 1 >/proc/sys/kernel/sysrq; echo c >/proc/sysrq-trigger; sleep 1000"))
                        .isInstanceOf(GuestDiedException.class);
            });
            assertThat(failure).isInstanceOf(GuestDiedException.class);
        }
        assertThat(Leftovers.of(machine.name())).isEmpty();
    }

    @Test
    void copiesThatWaitForADiskHearOfTheMachinesEnd() throws Exception {
        makeTree();
        UmlMachine machine = UmlMachine.builder().image(TestImage.path()).boot();
        List<CompletableFuture<Throwable>> failures = new ArrayList<>();
        try (machine) {
            stall(machine);
            CountDownLatch begun = new CountDownLatch(16);
            for (int i = 0; i < 16; i++) {
                CompletableFuture<Throwable> failure = new CompletableFuture<>();
                failures.add(failure);
                new Thread(() -> {
                            try {
                                begun.countDown();
                                Way.FILE_IN.copy(machine, temporary);
                                failure.complete(new AssertionError("It cannot have succeeded"));
                            } catch (Throwable e) {
                                failure.complete(e);
                            }
                        })
                        .start();
            }
            begun.await();
            awaitStalled(machine);
        }
        for (CompletableFuture<Throwable> failure : failures) {
            assertThat(failure.get()).isInstanceOf(MachineClosedException.class);
        }
        assertThat(Leftovers.of(machine.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE_IN", "TREE_IN"})
    void aGuestWhoseDiskIsFullSaysSo(Way way) throws Exception {
        makeTree();
        byte[] bytes = new byte[4 << 20];
        new Random(2).nextBytes(bytes);
        Files.write(temporary.resolve("tree/file"), bytes);
        vm.exec("sh", "-c", "mkdir -p /srv/full && mount -t tmpfs -o size=1m tmpfs /srv/full && ln -sfn full /srv/link")
                .orThrow();
        try {
            Path what = way == Way.FILE_IN ? temporary.resolve("tree/file") : temporary.resolve("tree");
            assertThatThrownBy(() -> vm.copyIn(what, "/srv/full/target"))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("(?s).*(No space left on device| 100% /srv/full).*");
        } finally {
            vm.exec("umount", "/srv/full").orThrow();
        }
        assertNothingLeft(vm);
    }

    @Test
    void aFullRootSaysSoToo() throws Exception {
        byte[] bytes = new byte[8 << 20];
        new Random(2).nextBytes(bytes);
        Path file = Files.write(temporary.resolve("large"), bytes);
        try {
            // The file system keeps some of what it calls free for itself, so that the rest must be found out.
            vm.exec("sh", "-c", """
                            sync; free=$(($(stat -f -c '%f * %S' /)))
                            until fallocate -l $free /srv/fill; do rm -f /srv/fill; free=$((free - 2000000)); done
                            """).orThrow();
            assertThatThrownBy(() -> vm.copyIn(file, "/srv/large"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
        } finally {
            vm.exec("sh", "-c", "rm -f /srv/fill /srv/large; sync").orThrow();
        }
    }

    @Test
    void aSourceThatGrowsOnTheHostIsAnError() throws Exception {
        Path file = Files.write(temporary.resolve("log"), new byte[1_000_000]);
        Throwable failure = whileAppending(file, () -> vm.copyIn(file, "/srv/log"));
        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("changed while it was copied");
        assertNothingLeft(vm);
    }

    private static Throwable whileAppending(Path file, InterruptibleCopy copy) throws Exception {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
                while (!stop.isDone()) {
                    out.write(ByteBuffer.wrap(new byte[] {1}));
                    begun.countDown();
                }
            } catch (IOException e) {
                stop.completeExceptionally(e);
            }
        });
        writer.start();
        begun.await();
        try {
            copy.run();
            return new AssertionError("The copy did not notice");
        } catch (IOException e) {
            return e;
        } finally {
            stop.complete(null);
            writer.join();
        }
    }

    private interface InterruptibleCopy {
        void run() throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE_IN", "TREE_IN"})
    void aSourceThatGrowsInTheGuestIsAnError(Way way) throws Exception {
        vm.exec("sh", "-c", "mkdir -p /srv/growing && head -c 10000000 /dev/zero >/srv/growing/log")
                .orThrow();
        GuestProcess writer = vm.start(Command.of("sh", "-c", "while :; do echo more; done >>/srv/growing/log"));
        try {
            String what = way == Way.FILE_IN ? "/srv/growing/log" : "/srv/growing";
            assertThatThrownBy(() -> vm.copyOut(what, temporary.resolve("back")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("changed");
        } finally {
            writer.destroyForcibly();
            writer.waitFor();
        }
        assertNothingLeft(vm);
        vm.exec("rm", "-rf", "/srv/growing").orThrow();
    }

    @Test
    void aSourceThatCannotBeReadIsNamed() throws Exception {
        makeTree();
        Path file = temporary.resolve("tree/file");
        HostTrees.run(temporary, "chmod", "000", file.toString());
        assumeThat(Files.isReadable(file)).as("an ordinary user").isFalse();
        for (Path what : List.of(file, temporary.resolve("tree"))) {
            assertThatThrownBy(() -> vm.copyIn(what, "/srv/x"))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("tree/file");
        }
        assertNothingLeft(vm);
    }

    @Test
    void aFileThatThisProgramHasLockedCrossesAndStaysLocked() throws Exception {
        Path file = Files.writeString(temporary.resolve("locked"), "locked");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            vm.copyIn(file, "/srv/locked");
            assertThat(lock.isValid()).isTrue();
        }
        assertThat(vm.exec("cat", "/srv/locked").stdout()).isEqualTo("locked");
    }
}
