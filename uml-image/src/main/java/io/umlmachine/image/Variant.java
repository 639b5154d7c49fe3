package io.umlmachine.image;

import java.util.Locale;

/** How much of Debian an image holds. */
public enum Variant {
    /** The essential packages, those of priority required, and apt. */
    MINBASE,
    /** {@link #MINBASE} and {@code build-essential}: what a package build may take for granted. */
    BUILDD;

    /**
     * The variant's name, as the bootstrap tools write it.
     *
     * @return {@code minbase} or {@code buildd}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
