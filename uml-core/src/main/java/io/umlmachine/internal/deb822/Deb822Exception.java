package io.umlmachine.internal.deb822;

import java.io.IOException;

/** A text is not in Debian's control file format, or lacks a field that it needs. */
public final class Deb822Exception extends IOException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * A fault and its place.
     *
     * @param line where, from 1
     * @param message what is wrong there
     */
    public Deb822Exception(int line, String message) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /** The line that is wrong, from 1. */
    public int line() {
        return line;
    }
}
