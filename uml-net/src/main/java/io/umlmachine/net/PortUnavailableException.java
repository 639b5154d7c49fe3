package io.umlmachine.net;

import io.umlmachine.PortForward;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** A port of the host cannot be forwarded: it is taken, or this user may not have it. The message says who has it, if /proc tells. */
public final class PortUnavailableException extends BindException {

    private static final long serialVersionUID = 1L;

    private final transient PortForward forward;

    private PortUnavailableException(PortForward forward, String message) {
        super(message);
        this.forward = forward;
    }

    /**
     * A failure.
     *
     * @param forward what was to be forwarded
     * @param reason why it cannot be
     * @param cause what led to it
     * @return the exception
     */
    public static PortUnavailableException of(PortForward forward, String reason, @Nullable Exception cause) {
        PortUnavailableException failure = new PortUnavailableException(
                forward,
                "Cannot forward " + forward + ": the host's port "
                        + forward.host().getPort() + " is not to be had: " + reason
                        + "; take another one, or 0 for any that is free");
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    /**
     * What was to be forwarded.
     *
     * @return the forward, with the port that cannot be had
     */
    public PortForward forward() {
        return forward;
    }
}
