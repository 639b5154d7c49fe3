package io.umlmachine.internal.apt;

import java.io.IOException;

/** A text is not what apt reads as its sources. */
public final class AptSourcesException extends IOException {

    private static final long serialVersionUID = 1L;

    AptSourcesException(int line, String message) {
        super("line " + line + ": " + message);
    }
}
