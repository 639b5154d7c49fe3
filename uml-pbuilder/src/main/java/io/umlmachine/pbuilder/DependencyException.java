package io.umlmachine.pbuilder;

/** Build dependencies that apt could not install; its words and its exit status are in {@link #failure()}. */
public final class DependencyException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final transient GuestFailure failure;

    /**
     * Dependencies that could not be installed.
     *
     * @param message what was to be done
     * @param failure the step that failed
     */
    public DependencyException(String message, GuestFailure failure) {
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
