package io.umlmachine;

import java.io.IOException;
import java.nio.file.Path;

/** An overlay and a backing file do not belong together: what the overlay holds makes sense with the very same base only. */
public final class BackingMismatchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path overlay;
    private final transient Path backingFile;
    private final CowFile.Backing state;

    /**
     * An overlay without its backing file.
     *
     * @param overlay the overlay
     * @param backingFile the file that is not its backing file
     * @param state why not
     */
    public BackingMismatchException(Path overlay, Path backingFile, CowFile.Backing state) {
        super("The overlay " + overlay + " cannot be used with " + backingFile + ": " + state.description());
        this.overlay = overlay;
        this.backingFile = backingFile;
        this.state = state;
    }

    /**
     * Which overlay.
     *
     * @return its path
     */
    public Path overlay() {
        return overlay;
    }

    /**
     * The file that is not its backing file.
     *
     * @return its path
     */
    public Path backingFile() {
        return backingFile;
    }

    /**
     * Why it is not.
     *
     * @return a state other than {@link CowFile.Backing#MATCHES}
     */
    public CowFile.Backing state() {
        return state;
    }
}
