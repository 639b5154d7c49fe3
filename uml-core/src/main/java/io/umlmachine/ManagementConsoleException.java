package io.umlmachine;

import java.util.Locale;

/** A request to a machine's {@link ManagementConsole} did not succeed. Unless it says otherwise the machine is well. */
public final class ManagementConsoleException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String command;
    private final String reply;

    /** What went wrong. */
    public enum Reason {
        /** The kernel answered that it cannot; {@link ManagementConsoleException#reply} is what it said. */
        REFUSED,
        /** The request is longer than 511 bytes or holds a NUL character; it was not sent. */
        UNSENDABLE,
        /** No answer, or not all of it, came in time. The kernel may still do what it was asked. */
        TIMED_OUT,
        /** Something came that is no answer of a management console. */
        MALFORMED,
        /** Nobody listens at the console's socket. */
        UNREACHABLE,
        /** The machine is paused, and the request could keep its kernel from ever going on; it was not sent. */
        PAUSED,
        /** The request would kill this kernel, by a bug of its own; it was not sent. */
        UNSAFE
    }

    /**
     * A request that failed.
     *
     * @param reason what went wrong
     * @param command the request
     * @param reply what the kernel said
     * @param message what happened, and what to do
     * @param cause what led to it
     */
    public ManagementConsoleException(Reason reason, String command, String reply, String message, Throwable cause) {
        super(message + " (" + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")", cause);
        this.reason = reason;
        this.command = command;
        this.reply = reply;
    }

    /**
     * What went wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The request.
     *
     * @return the command with its arguments
     */
    public String command() {
        return command;
    }

    /**
     * What the kernel said, as far as it came.
     *
     * @return text; empty if nothing came
     */
    public String reply() {
        return reply;
    }
}
