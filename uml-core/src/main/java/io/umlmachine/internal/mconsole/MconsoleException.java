package io.umlmachine.internal.mconsole;

import java.io.IOException;

/** A request to a management console that was not answered with success. */
public final class MconsoleException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reply;

    /** What went wrong. */
    public enum Kind {
        /** The kernel answered that it cannot; the reply says why. */
        REFUSED,
        /** The request cannot be sent: it is too long, or holds what no request can hold. */
        UNSENDABLE,
        /** No answer, or not all of it, within the deadline. */
        TIMED_OUT,
        /** What came is no reply. */
        MALFORMED,
        /** Nobody listens at the console's socket. */
        UNREACHABLE,
        /** The kernel ended before it had answered. */
        GONE,
        /** The machine is paused, and the request could keep its kernel from ever going on. */
        PAUSED,
        /** The request would kill this kernel, by a bug of its own. */
        UNSAFE
    }

    MconsoleException(Kind kind, String message, String reply) {
        super(message);
        this.kind = kind;
        this.reply = reply;
    }

    MconsoleException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.reply = "";
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The kernel's words, as far as they came. */
    public String reply() {
        return reply;
    }
}
