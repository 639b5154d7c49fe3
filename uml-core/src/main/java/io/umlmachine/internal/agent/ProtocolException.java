package io.umlmachine.internal.agent;

import java.io.IOException;

/** The agent, or something in its place, sent what it must not. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
