package io.umlmachine.internal.transfer;

import java.io.IOException;

/** An archive, from a guest perhaps, that is damaged, or that tries what it must not. */
public final class DamagedArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedArchiveException(String what) {
        super("The archive is damaged: " + what);
    }
}
