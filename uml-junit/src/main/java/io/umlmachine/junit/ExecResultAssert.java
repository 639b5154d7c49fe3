package io.umlmachine.junit;

import io.umlmachine.ExecResult;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions about what a command left. Each failure shows the command, how it ended, and both of its outputs. Not
 * thread-safe.
 */
public final class ExecResultAssert extends AbstractAssert<ExecResultAssert, ExecResult> {

    private static final int SHOWN = 4_000;

    ExecResultAssert(ExecResult actual) {
        super(actual, ExecResultAssert.class);
    }

    /**
     * Asserts that the command exited with code 0.
     *
     * @return this
     */
    public ExecResultAssert succeeded() {
        return check(actual.success(), "to succeed");
    }

    /**
     * Asserts that the command failed, in whatever way.
     *
     * @return this
     */
    public ExecResultAssert failed() {
        return check(!actual.success(), "to fail");
    }

    /**
     * Asserts that the command exited by itself with a code.
     *
     * @param exitCode the code, 0 to 255
     * @return this
     */
    public ExecResultAssert exitedWith(int exitCode) {
        return check(actual.signal().isEmpty() && actual.exitCode() == exitCode, "to exit with code " + exitCode);
    }

    /**
     * Asserts that the command failed with an exit code.
     *
     * @param exitCode the code, 1 to 255
     * @return this
     * @throws IllegalArgumentException if the code is 0, which is no failure
     */
    public ExecResultAssert failedWith(int exitCode) {
        if (exitCode == 0) {
            throw new IllegalArgumentException("Exit code 0 is no failure; say succeeded()");
        }
        return exitedWith(exitCode);
    }

    /**
     * Asserts that a signal killed the command.
     *
     * @param signal its number, as in signal(7)
     * @return this
     */
    public ExecResultAssert killedBy(int signal) {
        return check(actual.signal().orElse(-1) == signal, "to be killed by signal " + signal);
    }

    /**
     * Asserts what the command's standard output is, to the last newline.
     *
     * @param text all of it
     * @return this
     */
    public ExecResultAssert hasStdout(String text) {
        return compare(actual.stdout(), text, "standard output");
    }

    /**
     * Asserts that the command's standard output holds a text.
     *
     * @param part the text
     * @return this
     */
    public ExecResultAssert hasStdoutContaining(String part) {
        return check(actual.stdout().contains(part), "to have in its standard output:\n" + indented(part));
    }

    /**
     * Asserts that the command wrote nothing to its standard output.
     *
     * @return this
     */
    public ExecResultAssert hasNoStdout() {
        return check(actual.stdout().isEmpty(), "to write nothing to its standard output");
    }

    /**
     * Asserts what the command's standard error is, to the last newline.
     *
     * @param text all of it
     * @return this
     */
    public ExecResultAssert hasStderr(String text) {
        return compare(actual.stderr(), text, "standard error");
    }

    /**
     * Asserts that the command's standard error holds a text.
     *
     * @param part the text
     * @return this
     */
    public ExecResultAssert hasStderrContaining(String part) {
        return check(actual.stderr().contains(part), "to have in its standard error:\n" + indented(part));
    }

    /**
     * Asserts that the command wrote nothing to its standard error.
     *
     * @return this
     */
    public ExecResultAssert hasNoStderr() {
        return check(actual.stderr().isEmpty(), "to write nothing to its standard error");
    }

    /**
     * Goes on with assertions about the command's standard output.
     *
     * @return assertions about a text, whose failures show the command too
     */
    public AbstractStringAssert<?> stdout() {
        return text(actual.stdout(), "standard output");
    }

    /**
     * Goes on with assertions about the command's standard error.
     *
     * @return assertions about a text, whose failures show the command too
     */
    public AbstractStringAssert<?> stderr() {
        return text(actual.stderr(), "standard error");
    }

    private ExecResultAssert check(boolean holds, String expectation) {
        if (!holds) {
            throw failure("%s", "Expected the command " + expectation + "\n" + description());
        }
        return this;
    }

    private ExecResultAssert compare(String text, String expected, String stream) {
        if (!text.equals(expected)) {
            throw failureWithActualExpected(
                    text, expected, "%s", "Expected its " + stream + " to be:\n" + indented(expected) + description());
        }
        return this;
    }

    private AbstractStringAssert<?> text(String text, String stream) {
        return Assertions.assertThat(text).as("%s", "the " + stream + " of:\n" + description());
    }

    private String description() {
        return "--- command: " + actual.command() + "\n--- it ended with " + actual.status() + " after "
                + actual.duration().toMillis() + " ms\n--- stdout:\n" + indented(actual.stdout()) + "--- stderr:\n"
                + indented(actual.stderr())
                + (actual.truncated() ? "--- there was more output, past the command's limit\n" : "");
    }

    private static String indented(String text) {
        int left = text.length() - 2 * SHOWN;
        String shown = left <= 0
                ? text
                : text.substring(0, SHOWN) + "\n[... " + left + " characters ...]\n"
                        + text.substring(text.length() - SHOWN);
        return shown.isEmpty() ? "    (nothing)\n" : shown.indent(4);
    }
}
