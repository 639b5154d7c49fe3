package io.umlmachine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;

/** What a finished command left: status and output. Immutable and thread-safe. */
public final class ExecResult {

    private final Command command;
    private final ExitStatus status;
    private final byte[] stdout;
    private final byte[] stderr;
    private final boolean truncated;
    private final Duration duration;

    /**
     * A result; machines make them, and tests of programs that read them may.
     *
     * @param command what was run
     * @param status how it ended
     * @param stdout the standard output that was kept; not copied
     * @param stderr the standard error that was kept; not copied
     * @param truncated whether there was more output than {@link Command#outputLimit()}
     * @param duration from the request to the end, as the host's clock saw it
     */
    public ExecResult(
            Command command, ExitStatus status, byte[] stdout, byte[] stderr, boolean truncated, Duration duration) {
        this.command = command;
        this.status = status;
        this.stdout = stdout;
        this.stderr = stderr;
        this.truncated = truncated;
        this.duration = duration;
    }

    /**
     * What was run.
     *
     * @return the command
     */
    public Command command() {
        return command;
    }

    /**
     * How it ended.
     *
     * @return exit or death by signal
     */
    public ExitStatus status() {
        return status;
    }

    /**
     * The exit code; 128 + n for a death by signal n.
     *
     * @return 0 to 255
     */
    public int exitCode() {
        return status.code();
    }

    /**
     * The signal that killed the command.
     *
     * @return its number, or empty if the command exited
     */
    public OptionalInt signal() {
        return status.signal();
    }

    /**
     * Standard output as text.
     *
     * @return decoded as UTF-8, malformed bytes replaced
     */
    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /**
     * Standard error as text; empty for a command on a terminal.
     *
     * @return decoded as UTF-8, malformed bytes replaced
     */
    public String stderr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /**
     * Standard output as it came.
     *
     * @return a copy
     */
    public byte[] stdoutBytes() {
        return stdout.clone();
    }

    /**
     * Standard error as it came.
     *
     * @return a copy
     */
    public byte[] stderrBytes() {
        return stderr.clone();
    }

    /**
     * Whether output past {@link Command#outputLimit()} was dropped.
     *
     * @return true if something is missing
     */
    public boolean truncated() {
        return truncated;
    }

    /**
     * How long the command took, from the request to the end, as the host's clock saw it.
     *
     * @return the time
     */
    public Duration duration() {
        return duration;
    }

    /**
     * Whether the command exited with code 0.
     *
     * @return true for success
     */
    public boolean success() {
        return status.success();
    }

    /**
     * This result, if the command succeeded.
     *
     * @return this
     * @throws CommandFailedException if it did not exit with code 0
     */
    public ExecResult orThrow() {
        if (!success()) {
            throw new CommandFailedException(this);
        }
        return this;
    }

    @Override
    public String toString() {
        return command + ": " + status;
    }
}
