package io.umlmachine;

/** A command could not be started: no such program, directory or user in the guest, or no permission. */
public final class CommandStartException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * A command that could not be started.
     *
     * @param command what was to be run
     * @param reason the guest's words, such as {@code exec: No such file or directory}
     */
    public CommandStartException(Command command, String reason) {
        super(command, "Cannot start in the guest: " + command + ": " + reason);
    }
}
