package io.umlmachine.image.internal.ext4;

import java.io.IOException;

/** A file system does not hold what it should. */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1L;

    DiskFullException(String what, long blocks) {
        super("A disk of " + (blocks * Ext4.BLOCK >> 20) + " MiB has no room for " + what
                + "; give the recipe a larger size");
    }
}
