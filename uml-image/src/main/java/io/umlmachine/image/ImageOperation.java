package io.umlmachine.image;

import java.util.Locale;

/** How a generation of an image came to be. */
public enum ImageOperation {
    /** Made from its recipe. */
    CREATE,
    /** The generation before it, with its packages brought up to date. */
    UPDATE,
    /** The generation before it, changed by a program or by hand. */
    CUSTOMISE,
    /** A generation of another image, with more packages. */
    DERIVE,
    /** Made elsewhere, and imported. */
    IMPORT;

    /**
     * The operation in a word.
     *
     * @return such as {@code update}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
