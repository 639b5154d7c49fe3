package io.umlmachine.internal.archive;

import java.io.IOException;

/** A text is not signed, or not by a key that is trusted. */
public final class SignatureException extends IOException {

    private static final long serialVersionUID = 1L;

    SignatureException(String message) {
        super(message);
    }

    SignatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
