package io.umlmachine.pbuilder;

/** A machine that booted and could not be made ready for a build. */
public final class SetupException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final transient GuestFailure failure;

    /**
     * A machine that is not ready.
     *
     * @param message what was to be done
     * @param failure the step that failed
     */
    public SetupException(String message, GuestFailure failure) {
        super(message + ": " + failure);
        this.failure = failure;
    }

    /**
     * The step that failed.
     *
     * @return its command, status and last words
     */
    public GuestFailure failure() {
        return failure;
    }
}
