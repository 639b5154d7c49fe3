package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.OwnImage;
import io.umlmachine.testing.TestImage;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines with an init of their image, here a small one; systemd is the image module's matter. */
@Timeout(120)
class InitIT {

    /** Notes what it found, reaps what is left to it, and switches the machine off when it is told to. */
    private static final String INIT = """
            #!/usr/bin/perl
            use strict;
            my $off = 0;
            $SIG{USR2} = sub { $off = 1 };
            $SIG{CHLD} = sub { 1 while waitpid(-1, 1) > 0 };
            open(my $resolv, '<', '/etc/resolv.conf');
            my $found = join(' ', $$, `uname -n`, `cat /etc/hostname`, `grep -c ' /tmp tmpfs' /proc/mounts`, <$resolv>);
            open(my $note, '>', '/run/note');
            print $note $found;
            close $note;
            rename '/run/note', '/run/init-found';
            sleep 1 until $off;
            open(my $mark, '>>', '/var/switched-off-by-init');
            print $mark "init\\n";
            close $mark;
            syscall(162);
            syscall(169, 0xfee1dead, 672274793, 0x4321fedc, 0);
            """;

    private static final String POWEROFF = """
            #!/bin/sh
            [ -e /var/deaf ] || kill -USR2 1
            """;

    private static final String ENDS = """
            #!/bin/sh
            until [ -e /run/end ]; do sleep 0.1; done
            """;

    @TempDir
    private static Path directory;

    private static Path image;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void makeImage() throws Exception {
        image = OwnImage.make(directory, machine -> {
            machine.write("/sbin/init", INIT.getBytes(), PosixFilePermissions.fromString("rwxr-xr-x"));
            machine.write("/sbin/ends", ENDS.getBytes(), PosixFilePermissions.fromString("rwxr-xr-x"));
            machine.write("/sbin/poweroff", POWEROFF.getBytes(), PosixFilePermissions.fromString("rwxr-xr-x"));
        });
    }

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(image).init(Init.SYSTEM);
    }

    /** An init that has just started is deaf to signals, and reaps nothing. */
    private static void awaitInit(UmlMachine vm) throws InterruptedException {
        vm.exec(Command.of("sh", "-c", "until [ -e /run/init-found ]; do sleep 0.05; done")
                        .timeout(Duration.ofSeconds(60)))
                .orThrow();
    }

    @Test
    void initIsTheFirstProcessAndFindsTheMachineSetUp() throws Exception {
        Network named = host -> new Network.Attachment() {
            @Override
            public List<String> kernelArguments() {
                return List.of();
            }

            @Override
            public java.util.Optional<GuestInterface> guestInterface() {
                return java.util.Optional.of(GuestInterface.of("lo", "127.0.0.1", 8)
                        .nameservers(List.of("192.0.2.1"))
                        .mtu(65536)
                        .build());
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        };
        try (UmlMachine vm =
                machine().hostname("own.example").tmpfsTmp().network(named).boot()) {
            awaitInit(vm);
            String found = vm.readString("/run/init-found");
            assertThat(found).isEqualTo("1 own.example\n own.example\n 1\n nameserver 192.0.2.1\n");
            assertThat(vm.readString("/proc/1/cmdline")).contains("/sbin/init");
        }
    }

    @Test
    void commandsFilesAndCopiesWorkBesideIt() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            assertThat(vm.exec("sh", "-c", "echo out; echo err >&2; exit 3").exitCode())
                    .isEqualTo(3);
            assertThat(vm.exec(Command.of("cat").stdin("in")).orThrow().stdout())
                    .isEqualTo("in");
            assertThat(vm.exec(Command.of("tty").terminal(TerminalSize.DEFAULT))
                            .orThrow()
                            .stdout())
                    .startsWith("/dev/pts/");
            vm.write("/root/file", "contents");
            vm.copyOut("/root/file", temporary.resolve("file"));
            assertThat(temporary.resolve("file")).hasContent("contents");
        }
    }

    @Test
    void theMemoryKillerSparesTheAgentAndNotItsCommands() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            assertThat(vm.exec("sh", "-c", "cat /proc/$PPID/cmdline").stdout()).startsWith("@umlmachine-agent");
            assertThat(vm.exec("sh", "-c", "cat /proc/$PPID/oom_score_adj /proc/self/oom_score_adj")
                            .stdout())
                    .isEqualTo("-1000\n0\n");
        }
    }

    @Test
    void orphansAreReapedByInit() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            awaitInit(vm);
            vm.exec("sh", "-c", "(sh -c 'exit 0' & exec sleep 0.1) & exit 0").orThrow();
            vm.exec(Command.of("sh", "-c", "while grep -q '^State:.Z' /proc/[0-9]*/status; do sleep 0.05; done")
                            .timeout(Duration.ofSeconds(20)))
                    .orThrow();
        }
    }

    @Test
    void aDiskThatStaysIsLeftToInit() throws Exception {
        Path overlay = temporary.resolve("kept.cow");
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            awaitInit(vm);
            vm.write("/root/file", "kept");
        }
        try (UmlMachine vm = machine().cow(overlay).boot()) {
            assertThat(vm.readString("/var/switched-off-by-init")).isEqualTo("init\n");
            assertThat(vm.readString("/root/file")).isEqualTo("kept");
        }
    }

    @Test
    void aRebootIsLeftToInit() throws Exception {
        try (UmlMachine vm = machine().boot()) {
            awaitInit(vm);
            vm.reboot();
            assertThat(vm.readString("/var/switched-off-by-init")).isEqualTo("init\n");
            assertThat(vm.readString("/proc/1/cmdline")).contains("/sbin/init");
        }
    }

    @Test
    void anInitThatDoesNotSwitchOffIsNotWaitedForForever() throws Exception {
        try (UmlMachine vm = machine().bootTimeout(Duration.ofSeconds(30)).boot()) {
            vm.write("/var/deaf", "");
            vm.write("/root/file", "kept");
            vm.reboot();
            assertThat(vm.readString("/root/file")).isEqualTo("kept");
            assertThatThrownBy(() -> vm.read("/var/switched-off-by-init"))
                    .isInstanceOf(java.nio.file.NoSuchFileException.class);
        }
    }

    @Test
    void anInitThatEndsPanicsTheMachine() throws Exception {
        UmlMachine vm = UmlMachine.builder()
                .image(image)
                .init(Init.program("/sbin/ends"))
                .boot();
        vm.write("/run/end", "");
        await().atMost(30, TimeUnit.SECONDS).until(() -> !vm.isAlive());
        assertThatThrownBy(() -> vm.exec("true"))
                .isInstanceOfSatisfying(
                        GuestDiedException.class,
                        death -> assertThat(death.panicked()).isTrue());
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void anImageWithoutInitSaysSo() {
        assertThatThrownBy(() -> UmlMachine.builder()
                        .image(TestImage.path())
                        .init(Init.SYSTEM)
                        .boot())
                .isInstanceOfSatisfying(
                        BootException.class, e -> assertThat(e.phase()).isEqualTo(BootException.Phase.SETUP))
                .hasMessageContaining("no /sbin/init")
                .hasMessageContaining("systemd-sysv");
    }

    @Test
    void anInitThatCannotBeRunSaysSo() {
        assertThatThrownBy(() -> UmlMachine.builder()
                        .image(image)
                        .init(Init.program("/usr"))
                        .boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("/usr");
    }
}
