package io.umlmachine;

import java.io.IOException;
import java.nio.file.Path;

/** A file is no copy-on-write overlay of User-Mode Linux, or a damaged one. */
public final class CowFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String problem;

    /**
     * A file that cannot be used as an overlay.
     *
     * @param file the file
     * @param problem what is wrong with it, without a subject: {@code "has a sector size of 7"}
     */
    public CowFormatException(Path file, String problem) {
        super(file + " is no overlay that can be used: it " + problem);
        this.file = file;
        this.problem = problem;
    }

    /**
     * Which file.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * What is wrong with it.
     *
     * @return words without a subject
     */
    public String problem() {
        return problem;
    }
}
