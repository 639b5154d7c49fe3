package io.umlmachine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands of a guest on a terminal, here one of streams; what is typed is what a person would type. */
@Timeout(120)
class AttachIT {

    private static UmlMachine vm;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile TerminalSize size = new TerminalSize(101, 33);
    private PipedOutputStream keys;
    private PipedInputStream keyboard;

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
    }

    @BeforeEach
    void plug() throws IOException {
        keyboard = new PipedInputStream(1 << 16);
        keys = new PipedOutputStream(keyboard);
    }

    /** Counts what a real terminal does when a session begins and ends. */
    private final class Recorded implements Terminal {
        @Override
        public TerminalSize size() {
            return size;
        }

        @Override
        public String type() {
            return "vt220";
        }

        @Override
        public Session open() {
            opened.incrementAndGet();
            return new Session() {
                @Override
                public InputStream input() {
                    return keyboard;
                }

                @Override
                public OutputStream output() {
                    return screen;
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    private interface Session {
        ExitStatus run() throws Exception;
    }

    private static CompletableFuture<ExitStatus> inBackground(Session session, Thread[] thread) {
        CompletableFuture<ExitStatus> outcome = new CompletableFuture<>();
        thread[0] = new Thread(() -> {
            try {
                outcome.complete(session.run());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        thread[0].start();
        return outcome;
    }

    private static CompletableFuture<ExitStatus> inBackground(Session session) {
        return inBackground(session, new Thread[1]);
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(ISO_8859_1));
        keys.flush();
    }

    private void awaitScreen(String text) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(screen.toString(ISO_8859_1)).contains(text));
    }

    @Test
    void aLoginShellHasTheTerminalsSizeAndTypeAndRootsHome() throws Exception {
        CompletableFuture<ExitStatus> shell = inBackground(() -> vm.attach(new Recorded()));
        type("stty size; echo $TERM $HOME; pwd; tty; shopt -q login_shell && echo is-a-login; exit 7\n");
        assertThat(shell.get(60, TimeUnit.SECONDS)).isEqualTo(ExitStatus.exited(7));
        assertThat(screen.toString(ISO_8859_1))
                .contains("33 101\r\n", "vt220 /root\r\n", "/root\r\n/dev/pts/", "is-a-login\r\n");
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aResizedWindowIsFollowed() throws Exception {
        Command watch = Command.of(
                "sh", "-c", "trap 'stty size' WINCH; echo ready; until [ -e /tmp/done ]; do sleep 0.1; done");
        CompletableFuture<ExitStatus> session = inBackground(() -> vm.attach(new Recorded(), watch));
        awaitScreen("ready");
        size = new TerminalSize(120, 40);
        awaitScreen("40 120");
        vm.write("/tmp/done", "");
        assertThat(session.get(60, TimeUnit.SECONDS).success()).isTrue();
    }

    @Test
    void controlCInterruptsTheCommandAndNotTheSession() throws Exception {
        CompletableFuture<ExitStatus> shell = inBackground(() -> vm.attach(new Recorded()));
        type("echo be''fore; sleep 1000\n");
        awaitScreen("before");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> vm.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                        .stdout()
                        .contains("sleep 1000"));
        type("\u0003");
        type("echo status $?; exit\n");
        shell.get(60, TimeUnit.SECONDS);
        assertThat(screen.toString(ISO_8859_1)).contains("status 130");
    }

    @Test
    void theEndOfTheKeysIsTheEndOfTheShell() throws Exception {
        CompletableFuture<ExitStatus> shell = inBackground(() -> vm.attach(new Recorded()));
        type("echo la''st\n");
        // A key that comes before the shell reads keys itself is the terminal's to interpret, and an end of file is
        // lost.
        awaitScreen("last\r\n");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> screen.toString(ISO_8859_1).matches("(?s).*last\r\n.*# "));
        keys.close();
        assertThat(shell.get(60, TimeUnit.SECONDS).success()).isTrue();
    }

    @Test
    void allOutputIsShownBeforeTheCallReturns() throws Exception {
        ExitStatus status = vm.attach(new Recorded(), Command.of("sh", "-c", "seq 1 20000"));
        assertThat(status.success()).isTrue();
        assertThat(screen.toString(ISO_8859_1)).startsWith("1\r\n2\r\n").endsWith("\r\n20000\r\n");
    }

    @Test
    void anInterruptKillsTheShellAndItsJobs() throws Exception {
        Thread[] thread = new Thread[1];
        CompletableFuture<ExitStatus> shell = inBackground(() -> vm.attach(new Recorded()), thread);
        // With job control each of these has a process group of its own; and they ignore a hangup.
        type("(trap '' HUP TERM; sleep 4713; sleep 4713) &\n");
        type("(trap '' HUP TERM INT; sleep 4713; sleep 4713)\n");
        await().atMost(Duration.ofSeconds(60)).until(() -> sleepers() == 2);
        thread[0].interrupt();
        assertThatThrownBy(() -> shell.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> sleepers() == 0);
        assertThat(closed).hasValue(1);
    }

    private static int sleepers() throws InterruptedException {
        String count = vm.exec(
                        "sh",
                        "-c",
                        "for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$f 2>/dev/null; echo; done | grep -c '^sleep 4713'")
                .stdout();
        return Integer.parseInt(count.strip());
    }

    @Test
    void aTimeoutEndsTheSession() throws Exception {
        assertThatThrownBy(() ->
                        vm.attach(new Recorded(), Command.of("sleep", "1000").timeout(Duration.ofMillis(500))))
                .isInstanceOf(CommandTimeoutException.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aCommandThatCannotStartDoesNotTouchTheTerminal() {
        assertThatThrownBy(() -> vm.attach(new Recorded(), Command.of("no-such-program")))
                .isInstanceOf(CommandStartException.class);
        assertThat(opened).hasValue(0);
    }

    @Test
    void aTerminalThatCannotBeOpenedEndsTheCommand() throws Exception {
        Terminal broken = new Terminal() {
            @Override
            public TerminalSize size() {
                return TerminalSize.DEFAULT;
            }

            @Override
            public String type() {
                return "dumb";
            }

            @Override
            public Session open() throws IOException {
                throw new IOException("no raw mode");
            }
        };
        assertThatThrownBy(() -> vm.attach(broken, Command.of("sleep", "4714"))).hasMessage("no raw mode");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !vm.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                        .stdout()
                        .contains("sleep 4714"));
    }

    @Test
    void aCommandWithAnInputOfItsOwnIsRefused() {
        assertThatThrownBy(() -> vm.attach(new Recorded(), Command.of("cat").stdin("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeathEndsTheSessionAndGivesTheTerminalBack() throws Exception {
        try (UmlMachine other = UmlMachine.builder().image(TestImage.path()).boot()) {
            CompletableFuture<ExitStatus> shell = inBackground(() -> other.attach(new Recorded()));
            type("echo c >/proc/sysrq-trigger\n");
            assertThatThrownBy(() -> shell.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(GuestDiedException.class);
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void closeEndsTheSession() throws Exception {
        UmlMachine other = UmlMachine.builder().image(TestImage.path()).boot();
        CompletableFuture<ExitStatus> shell = inBackground(() -> other.attach(new Recorded()));
        type("echo be''fore\n");
        awaitScreen("before");
        other.close();
        assertThatThrownBy(() -> shell.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(MachineClosedException.class);
        assertThat(closed).hasValue(1);
    }
}
