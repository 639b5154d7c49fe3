package io.umlmachine.pbuilder;

/** Results of a build that are not there, are not what {@code .changes} says, or cannot be put in place. */
public final class ResultException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * Results that are of no use.
     *
     * @param message what is wrong with which file
     */
    public ResultException(String message) {
        super(message);
    }

    /**
     * Results that are of no use.
     *
     * @param message what is wrong with which file
     * @param cause what led to it
     */
    public ResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
