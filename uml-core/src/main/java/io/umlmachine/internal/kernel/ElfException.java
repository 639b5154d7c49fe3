package io.umlmachine.internal.kernel;

import java.io.IOException;

/** A file is not an ELF program of the kind that a kernel is. */
public final class ElfException extends IOException {

    private static final long serialVersionUID = 1L;

    ElfException(String message) {
        super(message);
    }
}
