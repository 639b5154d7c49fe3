package io.umlmachine;

import java.time.Duration;

/** A command ran longer than its {@link Command#timeout()}; it and what it started were killed. */
public final class CommandTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    private final Duration timeout;

    /**
     * A command that ran too long.
     *
     * @param command what was run
     * @param timeout the limit that passed
     */
    public CommandTimeoutException(Command command, Duration timeout) {
        super(command, "Killed in the guest after " + timeout.toMillis() + " ms: " + command);
        this.timeout = timeout;
    }

    /**
     * The limit that passed.
     *
     * @return the command's time-out
     */
    public Duration timeout() {
        return timeout;
    }
}
