package io.umlmachine.net;

import io.umlmachine.ComponentException;

/** A {@link Slirp} network was asked for something that contradicts itself; the message says what, and what to do. */
public final class SlirpException extends ComponentException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure with its words.
     *
     * @param message what contradicts what, and what to do
     */
    public SlirpException(String message) {
        super(message);
    }
}
