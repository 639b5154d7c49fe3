package io.umlmachine.internal.transfer;

import java.io.IOException;

/** A file that had fewer bytes than it said when it was read. */
public final class ShrunkenFileException extends IOException {

    private static final long serialVersionUID = 1L;
}
