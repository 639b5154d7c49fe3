package io.umlmachine;

/** A command in the guest did not do what was asked. The machine itself is well. */
public abstract sealed class CommandException extends UmlException
        permits CommandStartException, CommandFailedException, CommandTimeoutException {

    private static final long serialVersionUID = 1L;

    private final transient Command command;

    CommandException(Command command, String message) {
        super(message);
        this.command = command;
    }

    /**
     * What was to be run.
     *
     * @return the command
     */
    public Command command() {
        return command;
    }
}
