package io.umlmachine.pbuilder.internal.control;

/** A control file that is not what dsc(5) or deb-changes(5) describe. */
public final class ControlException extends Exception {

    private static final long serialVersionUID = 1L;

    public ControlException(String message) {
        super(message);
    }

    public ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
