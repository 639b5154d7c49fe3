package io.umlmachine.net;

import io.umlmachine.ComponentException;

/** A machine cannot join a {@link Lan}: its name is taken, there is no address for it, or the lan is closed. */
public final class LanException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final String member;

    /**
     * A failure.
     *
     * @param member the name that was to join
     * @param message what happened, and what to do
     */
    public LanException(String member, String message) {
        super(message);
        this.member = member;
    }

    /**
     * Who could not join.
     *
     * @return the name
     */
    public String member() {
        return member;
    }
}
