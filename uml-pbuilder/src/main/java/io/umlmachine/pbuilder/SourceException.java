package io.umlmachine.pbuilder;

/** A source package that cannot be had, read or trusted, or that {@code dpkg-source} does not unpack. */
public final class SourceException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * A source package that is of no use.
     *
     * @param message what is wrong with which file
     */
    public SourceException(String message) {
        super(message);
    }

    /**
     * A source package that is of no use.
     *
     * @param message what is wrong with which file
     * @param cause what led to it
     */
    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
