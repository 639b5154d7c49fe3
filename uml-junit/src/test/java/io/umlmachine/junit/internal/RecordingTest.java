package io.umlmachine.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.Command;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private final Map<String, Callable<Object>> answers = new HashMap<>();
    private final Transcript transcript = new Transcript();
    private final UmlMachine machine = Recording.of(fake(), transcript);

    @Test
    void aCommandIsRecordedWithItsWordsStatusAndOutputs() throws InterruptedException {
        answers.put("exec", () -> result(ExitStatus.exited(3), "one\ntwo\n", "bad\n"));

        assertThat(machine.exec("sh", "-c", "exit 3").exitCode()).isEqualTo(3);

        assertThat(transcript.toString())
                .matches("(?s) *\\+0\\.\\d{3} s  exec sh -c 'exit 3' -> exit code 3, \\d+ ms\n.*")
                .endsWith(" ms\n  | one\n  | two\n  ! bad\n");
    }

    @Test
    void aCommandThatIsUnderWayHasNoOutcomeYet() throws InterruptedException {
        answers.put("exec", () -> {
            assertThat(transcript.toString()).endsWith("exec sleep 1\n");
            return result(ExitStatus.exited(0), "", "");
        });
        machine.exec(Command.of("sleep", "1"));
        assertThat(transcript.toString()).contains("-> exit code 0");
    }

    @Test
    void aFailureIsRecordedAndThrownAsItIs() {
        CommandTimeoutException late = new CommandTimeoutException(Command.of("cat"), Duration.ofSeconds(1));
        answers.put("exec", () -> {
            throw late;
        });
        answers.put("read", () -> {
            throw new NoSuchFileException("/none");
        });

        assertThatThrownBy(() -> machine.exec("cat")).isSameAs(late);
        assertThatThrownBy(() -> machine.read("/none")).isInstanceOf(NoSuchFileException.class);

        assertThat(transcript.toString())
                .contains("-> CommandTimeoutException,", "  * Killed in the guest after 1000 ms: cat")
                .contains("read /none -> NoSuchFileException,");
    }

    @Test
    void aProcessIsRecordedWithItsEnd() throws InterruptedException {
        CompletableFuture<ExitStatus> end = new CompletableFuture<>();
        GuestProcess process = (GuestProcess) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {GuestProcess.class}, (proxy, method, arguments) -> end);
        answers.put("start", () -> process);

        assertThat(machine.start(Command.of("daemon"))).isSameAs(process);
        assertThat(transcript.toString()).endsWith("start daemon\n");
        end.complete(ExitStatus.killed(15));
        assertThat(transcript.toString()).contains("start daemon -> killed by signal 15,");
    }

    @Test
    void copiesAreRecordedButNotWhatIsInThem() throws Exception {
        machine.copyIn(Path.of("/tmp/a"), "/srv/a");
        machine.copyIn(new ByteArrayInputStream(new byte[0]), "/srv/b");
        machine.write("/etc/secret", "the secret".getBytes(StandardCharsets.UTF_8));

        assertThat(transcript.toString())
                .contains("copyIn /tmp/a /srv/a -> done", "copyIn [a stream] /srv/b -> done")
                .contains("write /etc/secret [10 bytes] -> done")
                .doesNotContain("the secret");
    }

    @Test
    void whatTakesNoTimeIsNotRecorded() {
        answers.put("name", () -> "uml-1");
        answers.put("console", () -> "Linux");

        assertThat(machine.name()).isEqualTo("uml-1");
        assertThat(machine.console()).isEqualTo("Linux");
        assertThat(transcript.toString()).isEmpty();
    }

    @Test
    void theCloseOfAMachineByItsTestIsRecorded() {
        machine.close();
        assertThat(transcript.toString()).contains("close -> done");
    }

    @Test
    void aRecordedMachineCanBeAKey() {
        assertThat(Map.of(machine, "here")).containsEntry(machine, "here");
        assertThat(machine).isNotEqualTo(Recording.of(fake(), transcript));
    }

    @Test
    void aLongOutputIsShownByItsEnds() throws InterruptedException {
        answers.put("exec", () -> result(ExitStatus.exited(0), "first" + "x".repeat(1 << 20) + "last", ""));
        machine.exec("cat", "big");
        assertThat(transcript.toString())
                .contains("first", "last", " characters ...")
                .hasSizeLessThan(5_000);
    }

    private UmlMachine fake() {
        return (UmlMachine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UmlMachine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("hashCode")) {
                        return System.identityHashCode(proxy);
                    }
                    Callable<Object> answer = answers.get(method.getName());
                    return answer == null ? null : answer.call();
                });
    }

    private static ExecResult result(ExitStatus status, String stdout, String stderr) {
        return new ExecResult(
                Command.of("x"),
                status,
                stdout.getBytes(StandardCharsets.UTF_8),
                stderr.getBytes(StandardCharsets.UTF_8),
                false,
                Duration.ZERO);
    }
}
