package io.umlmachine.junit;

import static io.umlmachine.junit.UmlAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;

class ExecResultAssertTest {

    private static final ExecResult GOOD = result(ExitStatus.exited(0), "Linux\n", "");
    private static final ExecResult BAD = result(ExitStatus.exited(2), "", "ls: no such file\n");
    private static final ExecResult KILLED = result(ExitStatus.killed(9), "", "");

    @Test
    void whatHoldsPasses() {
        assertThat(GOOD)
                .succeeded()
                .exitedWith(0)
                .hasStdout("Linux\n")
                .hasStdoutContaining("nux")
                .hasNoStderr();
        assertThat(BAD)
                .failed()
                .failedWith(2)
                .hasNoStdout()
                .hasStderr("ls: no such file\n")
                .hasStderrContaining("such");
        assertThat(KILLED).failed().killedBy(9);
        assertThat(GOOD).stdout().startsWith("Lin");
        assertThat(BAD).stderr().endsWith("file\n");
    }

    @Test
    void eachThatDoesNotHoldFailsWithCommandStatusAndOutputs() {
        assertTells(BAD, () -> assertThat(BAD).succeeded(), "Expected the command to succeed");
        assertTells(GOOD, () -> assertThat(GOOD).failed(), "Expected the command to fail");
        assertTells(BAD, () -> assertThat(BAD).failedWith(3), "Expected the command to exit with code 3");
        assertTells(KILLED, () -> assertThat(KILLED).failedWith(137), "Expected the command to exit with code 137");
        assertTells(BAD, () -> assertThat(BAD).killedBy(9), "Expected the command to be killed by signal 9");
        assertTells(GOOD, () -> assertThat(GOOD).hasStdoutContaining("BSD"), "standard output:\n    BSD");
        assertTells(GOOD, () -> assertThat(GOOD).hasNoStdout(), "to write nothing to its standard output");
        assertTells(BAD, () -> assertThat(BAD).hasStderrContaining("disk"), "standard error:\n    disk");
        assertTells(BAD, () -> assertThat(BAD).hasNoStderr(), "to write nothing to its standard error");
        assertTells(GOOD, () -> assertThat(GOOD).stdout().startsWith("BSD"), "the standard output of:");
        assertTells(BAD, () -> assertThat(BAD).stderr().startsWith("BSD"), "the standard error of:");
    }

    @Test
    void outputThatDiffersIsShownAsADifferenceByTools() {
        AssertionFailedError failure =
                assertThrows(AssertionFailedError.class, () -> assertThat(GOOD).hasStdout("BSD\n"));
        assertThat(failure.getExpected().getValue()).isEqualTo("BSD\n");
        assertThat(failure.getActual().getValue()).isEqualTo("Linux\n");
        assertTells(BAD, () -> assertThat(BAD).hasStderr("other\n"), "standard error to be:\n    other");
    }

    @Test
    void aDescriptionIsPartOfTheMessage() {
        assertThatThrownBy(() -> assertThat(BAD).as("the listing").succeeded()).hasMessageStartingWith("[the listing]");
    }

    @Test
    void anOutputWithPercentSignsIsNoFormat() {
        ExecResult odd = result(ExitStatus.exited(1), "100%d %s\n", "");
        assertTells(odd, () -> assertThat(odd).succeeded(), "100%d %s");
    }

    @Test
    void aLongOutputIsShownByItsEnds() {
        ExecResult longOne = result(ExitStatus.exited(1), "first" + "x".repeat(100_000) + "last", "");
        assertThatThrownBy(() -> assertThat(longOne).succeeded())
                .message()
                .contains("first", "last", "[... 92009 characters ...]")
                .hasSizeLessThan(10_000);
    }

    @Test
    void successIsNoFailure() {
        assertThatThrownBy(() -> assertThat(GOOD).failedWith(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("succeeded()");
    }

    private static void assertTells(ExecResult result, Executable assertion, String expectation) {
        assertThat(assertThrows(AssertionError.class, assertion))
                .hasMessageContaining(expectation)
                .hasMessageContaining("ls -l '/no where'")
                .hasMessageContaining(result.status().toString())
                .hasMessageContaining(result.stdout().strip())
                .hasMessageContaining(result.stderr().strip());
    }

    private static ExecResult result(ExitStatus status, String stdout, String stderr) {
        return new ExecResult(
                Command.of("ls", "-l", "/no where"),
                status,
                stdout.getBytes(StandardCharsets.UTF_8),
                stderr.getBytes(StandardCharsets.UTF_8),
                false,
                Duration.ofMillis(12));
    }
}
