package io.umlmachine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TestImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in one real machine. */
@Timeout(120)
class CommandsIT {

    private static UmlMachine vm;

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                " leading and trailing ",
                "it's \"quoted\"",
                "line\nfeed\r\n\ttab",
                "$HOME `id` $(id) \\ * ? [a-z] ~ & | ; < > ( ) { } ! #",
                "",
                "--",
                "ümläut €  𝄞"
            })
    @Proves("words with spaces")
    void argumentsArriveAsTheyAre(String argument) throws InterruptedException {
        assertThat(vm.exec("printf", "%s", argument).orThrow().stdout()).isEqualTo(argument);
    }

    @Test
    void manyArgumentsStayApart() throws InterruptedException {
        assertThat(vm.exec("printf", "<%s>", "a b", "", "c").orThrow().stdout()).isEqualTo("<a b><><c>");
    }

    @Test
    void argumentsThatNoFrameHoldsAreRefusedAndTheMachineGoesOn() throws InterruptedException {
        assertThatThrownBy(() -> vm.exec("echo", "x".repeat(70_000)))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("65536");
        vm.exec("true").orThrow();
    }

    @Test
    void everyExitStatusComesBack() throws InterruptedException {
        for (int status : List.of(0, 1, 2, 3, 42, 126, 127, 128, 129, 137, 200, 254, 255)) {
            ExecResult result = vm.exec("sh", "-c", "exit " + status);
            assertThat(result.exitCode()).isEqualTo(status);
            assertThat(result.signal()).isEmpty();
        }
    }

    @Test
    void allExitStatusesComeBack() throws InterruptedException, IOException {
        // One shell runs all 256 children; the agent's own reporting is what the test above shows.
        List<CompletableFuture<ExitStatus>> exits = new ArrayList<>();
        for (int status = 0; status <= 255; status++) {
            exits.add(vm.start(Command.of("sh", "-c", "exit " + status)).onExit());
        }
        for (int status = 0; status <= 255; status++) {
            assertThat(exits.get(status).join()).isEqualTo(ExitStatus.exited(status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 11, 15})
    void deathBySignalIsToldApartFromAnExit(int signal) throws InterruptedException {
        ExecResult result = vm.exec("sh", "-c", "kill -" + signal + " $$");
        assertThat(result.signal()).hasValue(signal);
        assertThat(result.exitCode()).isEqualTo(128 + signal);
    }

    @Test
    void fiftyMegabytesOfOutputArriveIntact() throws Exception {
        int size = 50_000_000;
        String script = "my $x = join('', map { chr } 0..255); $x .= pack('N', $_) for 0..4000; my $n = " + size
                + "; while ($n > 0) { my $s = substr($x, 0, $n); print $s; $n -= length $s }";
        ExecResult result = vm.exec("perl", "-e", script).orThrow();
        String inGuest =
                vm.exec("sh", "-c", "perl -e \"$1\" | sha256sum", "sh", script).stdout();
        byte[] output = result.stdoutBytes();
        assertThat(output).hasSize(size);
        assertThat(inGuest)
                .startsWith(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(output)));
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void outputPastTheLimitIsDroppedAndSaidSo() throws InterruptedException {
        ExecResult result =
                vm.exec(Command.of("sh", "-c", "head -c 3000000 /dev/zero").outputLimit(ByteSize.kibibytes(1)));
        assertThat(result.stdoutBytes()).hasSize(1024);
        assertThat(result.truncated()).isTrue();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void standardInputReachesTheCommandInFull() throws InterruptedException {
        byte[] input = new byte[300_000];
        new java.util.Random(1).nextBytes(input);
        assertThat(vm.exec(Command.of("cat").stdin(input)).orThrow().stdoutBytes())
                .isEqualTo(input);
    }

    @Test
    void aCommandThatIgnoresItsInputDoesNotStall() throws InterruptedException {
        assertThat(vm.exec(Command.of("true").stdin(new byte[5_000_000])).exitCode())
                .isZero();
    }

    @Test
    void userDirectoryAndEnvironmentAreAsAsked() throws InterruptedException {
        ExecResult result = vm.exec(Command.of("sh", "-c", "id -un; id -u; pwd; printf '%s\\n' \"$A\"; env")
                .user("nobody")
                .directory("/tmp")
                .env("A", "b 'c'"));
        assertThat(result.orThrow().stdout())
                .startsWith("nobody\n65534\n/tmp\nb 'c'\n")
                .contains("LANG=C.UTF-8", "HOME=/nonexistent")
                .doesNotContain("JAVA");
    }

    @Test
    void anUnknownProgramUserOrDirectoryIsAStartFailure() throws InterruptedException {
        assertThatThrownBy(() -> vm.exec("no-such-program"))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("No such file or directory");
        assertThatThrownBy(() -> vm.exec(Command.of("true").user("no-such-user")))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("no-such-user");
        assertThatThrownBy(() -> vm.exec(Command.of("true").directory("/no/such")))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("/no/such");
        assertThatThrownBy(() -> vm.exec(Command.of("/etc/passwd")))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("Permission denied");
        vm.exec("true").orThrow();
    }

    @Test
    void standardErrorIsApart() throws InterruptedException {
        ExecResult result = vm.exec("sh", "-c", "echo out; echo err >&2; exit 4");
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThatThrownBy(result::orThrow)
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("exit code 4")
                .hasMessageContaining("err");
    }

    @Test
    void aTimeoutKillsTheProcessGroup() throws InterruptedException {
        Command command = Command.of("sh", "-c", "sleep 4711 & sleep 4711").timeout(Duration.ofMillis(500));
        assertThatThrownBy(() -> vm.exec(command)).isInstanceOf(CommandTimeoutException.class);
        assertThat(sleepers("4711")).isEmpty();
    }

    @Test
    void anInterruptKillsTheProcessGroup() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                vm.exec("sh", "-c", "touch /tmp/runs; sleep 4712");
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        caller.start();
        vm.exec("sh", "-c", "until [ -e /tmp/runs ]; do sleep 0.05; done").orThrow();
        caller.interrupt();
        assertThat(interrupted.get()).isTrue();
        assertThat(sleepers("4712")).isEmpty();
    }

    @Test
    void aTimeoutKillsWhatIgnoresSignalsAndWhatAShellPutIntoGroupsOfTheirOwn() throws InterruptedException {
        Command command = Command.of(
                        "bash",
                        "-c",
                        "set -m; trap '' TERM HUP INT; (sleep 4715; sleep 4715) & sh -c 'sleep 4715; sleep 4715'")
                .timeout(Duration.ofSeconds(3));
        assertThatThrownBy(() -> vm.exec(command)).isInstanceOf(CommandTimeoutException.class);
        assertThat(sleepers("4715")).isEmpty();
    }

    @Test
    void aStartedCommandHasItsInputAndItsTimeout() throws Exception {
        GuestProcess cat = vm.start(Command.of("cat").stdin("brought along"));
        assertThat(new String(cat.stdout().readAllBytes(), ISO_8859_1)).isEqualTo("brought along");
        assertThat(cat.waitFor()).isEqualTo(ExitStatus.exited(0));

        GuestProcess slow = vm.start(
                Command.of("sh", "-c", "echo begun; sleep 4716; sleep 4716").timeout(Duration.ofSeconds(1)));
        assertThatThrownBy(slow::waitFor)
                .isInstanceOfSatisfying(
                        CommandTimeoutException.class,
                        e -> assertThat(e.timeout()).isEqualTo(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> slow.onExit().join()).hasCauseInstanceOf(CommandTimeoutException.class);
        assertThat(slow.stdout().readNBytes(6)).isEqualTo("begun\n".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> slow.stdout().read()).hasCauseInstanceOf(CommandTimeoutException.class);
        assertThat(sleepers("4716")).isEmpty();
    }

    @Test
    void aWaitWithALimitEndsWithoutEndingTheCommand() throws Exception {
        GuestProcess cat = vm.start(Command.of("cat"));
        assertThat(cat.waitFor(Duration.ofMillis(100))).isEmpty();
        cat.stdin().close();
        assertThat(cat.waitFor(Duration.ofSeconds(60))).contains(ExitStatus.exited(0));
    }

    @Test
    void anInputThatCannotBeReadEndsTheCommandAndSaysSo() throws Exception {
        Command.Stdin broken =
                () -> new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("bad sector");
                    }
                });
        assertThatThrownBy(
                        () -> vm.exec(Command.of("sh", "-c", "cat; sleep 4717").stdin(broken)))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("bad sector");
        assertThat(sleepers("4717")).isEmpty();
        assertThatThrownBy(() -> vm.start(Command.of("cat").stdin(Path.of("/no/such/file"))))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("/no/such/file");
    }

    private interface Blocking {
        void call() throws Exception;
    }

    private static Throwable interrupted(Blocking blocking) throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                blocking.call();
                outcome.complete(new AssertionError("It ended"));
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        caller.start();
        await().until(() ->
                caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        return outcome.get(30, TimeUnit.SECONDS);
    }

    @Test
    void everyWaitForACommandEndsWithAnInterrupt() throws Exception {
        GuestProcess sleep = vm.start(Command.of("sleep", "4718"));
        assertThat(interrupted(sleep::waitFor)).isInstanceOf(InterruptedException.class);
        assertThat(interrupted(() -> sleep.waitFor(Duration.ofMinutes(5)))).isInstanceOf(InterruptedException.class);
        assertThat(interrupted(() -> sleep.stdout().read())).isInstanceOf(InterruptedIOException.class);
        assertThat(interrupted(() -> sleep.stderr().read())).isInstanceOf(InterruptedIOException.class);
        // It reads nothing, so a pipe's worth and the line's credit are all that can be written.
        assertThat(interrupted(() -> sleep.stdin().write(new byte[5_000_000])))
                .isInstanceOf(InterruptedIOException.class);
        sleep.destroyForcibly();
        assertThat(sleep.waitFor()).isEqualTo(ExitStatus.killed(9));
    }

    @Test
    void signalsReachTheProcessGroup() throws Exception {
        GuestProcess trap = vm.start(
                Command.of("sh", "-c", "trap 'echo usr1; exit 7' USR1; echo ready; while :; do sleep 0.1; done"));
        assertThat(trap.stdout().readNBytes(6)).isEqualTo("ready\n".getBytes(ISO_8859_1));
        trap.signal(10);
        assertThat(trap.waitFor(Duration.ofSeconds(60))).contains(ExitStatus.exited(7));
        assertThat(trap.stdout().readAllBytes()).isEqualTo("usr1\n".getBytes(ISO_8859_1));
    }

    /** The killed group's end and this command's start are in the agent's order, so no wait is needed. */
    private static String sleepers(String seconds) throws InterruptedException {
        return vm.exec(
                        "sh",
                        "-c",
                        "for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$f 2>/dev/null; echo; done | grep '^sleep "
                                + seconds + "'")
                .stdout();
    }

    @Test
    void aBackgroundChildDoesNotHoldTheCommandAndLivesOn() throws InterruptedException {
        ExecResult result = vm.exec("sh", "-c", "(sleep 1; echo late; echo alive >/tmp/late) & echo early");
        assertThat(result.stdout()).isEqualTo("early\n");
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(1));
        vm.exec(Command.of("sh", "-c", "until grep -q alive /tmp/late; do sleep 0.05; done")
                        .timeout(Duration.ofSeconds(20)))
                .orThrow();
    }

    @Test
    void liveStreamsCarryAConversation() throws Exception {
        GuestProcess cat = vm.start(Command.of("cat"));
        try (OutputStream stdin = cat.stdin();
                InputStream stdout = cat.stdout()) {
            for (String word : List.of("one", "two", "three")) {
                stdin.write(word.getBytes(ISO_8859_1));
                assertThat(stdout.readNBytes(word.length())).isEqualTo(word.getBytes(ISO_8859_1));
            }
            stdin.close();
            assertThat(stdout.read()).isEqualTo(-1);
        }
        assertThat(cat.waitFor()).isEqualTo(ExitStatus.exited(0));
    }

    @Test
    void aReaderThatStopsStallsItsOwnCommandOnly() throws Exception {
        GuestProcess flood = vm.start(Command.of("sh", "-c", "exec cat /dev/zero"));
        assertThat(flood.stdout().read()).isZero();
        assertThat(vm.exec("echo", "still here").orThrow().stdout()).isEqualTo("still here\n");
        flood.destroyForcibly();
        flood.stdout().close();
        assertThat(flood.waitFor()).isEqualTo(ExitStatus.killed(9));
    }

    @Test
    void aTerminalIsATerminal() throws Exception {
        GuestProcess shell = vm.start(Command.of("sh", "-c", "tty; stty size; read line; stty size; echo got $line")
                .terminal(new TerminalSize(100, 30)));
        StringBuilder seen = new StringBuilder();
        readUntil(shell, seen, "30 100");
        shell.resize(new TerminalSize(120, 40));
        shell.stdin().write("hello\n".getBytes(ISO_8859_1));
        shell.stdin().flush();
        readUntil(shell, seen, "got hello");
        assertThat(seen).contains("/dev/pts/").contains("40 120");
        assertThat(shell.waitFor().success()).isTrue();
    }

    private static void readUntil(GuestProcess process, StringBuilder seen, String text) throws IOException {
        while (seen.indexOf(text) < 0) {
            int next = process.stdout().read();
            assertThat(next).as("end of output after: %s", seen).isNotNegative();
            seen.append((char) next);
        }
    }

    @Test
    void manyCommandsRunAtOnce() {
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String word = "command " + i;
            results.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return vm.exec("sh", "-c", "sleep 0.2; echo \"$1\"", "sh", word)
                            .orThrow()
                            .stdout();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(results.get(i).join()).isEqualTo("command " + i + "\n");
        }
    }

    @Test
    void orphansAreReaped() throws InterruptedException {
        vm.exec("sh", "-c", "(sh -c 'exit 0' & exec sleep 0.1) & exit 0").orThrow();
        vm.exec(Command.of("sh", "-c", "while grep -q '^State:.Z' /proc/[0-9]*/status; do sleep 0.05; done")
                        .timeout(Duration.ofSeconds(20)))
                .orThrow();
    }
}
