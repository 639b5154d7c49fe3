package io.umlmachine.internal.transfer;

import java.io.IOException;

/** An archive from a guest that is damaged, or that tries what it must not. */
final class DamagedArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedArchiveException(String what) {
        super("The guest sent a damaged archive: " + what);
    }
}
