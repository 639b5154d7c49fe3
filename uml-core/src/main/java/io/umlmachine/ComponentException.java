package io.umlmachine;

/**
 * The root of the failures that modules on top of this one add: networks, images, builds. Open, because a sealed type
 * cannot name its kinds in other modules.
 */
public abstract non-sealed class ComponentException extends UmlException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure with its words.
     *
     * @param message what happened, where, and what to do
     */
    protected ComponentException(String message) {
        super(message);
    }

    /**
     * A failure with its words and its cause.
     *
     * @param message what happened, where, and what to do
     * @param cause what led to it
     */
    protected ComponentException(String message, Throwable cause) {
        super(message, cause);
    }
}
