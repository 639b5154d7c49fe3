package io.umlmachine.image;

import java.util.Locale;

/** The steps of making an image, in order. */
public enum ImagePhase {
    /** The tools and keys are looked for. */
    RESOLVE,
    /** The packages are fetched, checked and unpacked on the host. */
    BOOTSTRAP,
    /** The file system is made. */
    FILESYSTEM,
    /** The packages are configured in a machine; only with {@link Bootstrap#DEBOOTSTRAP}. */
    SECOND_STAGE,
    /** Packages are brought up to date in a machine. */
    UPGRADE,
    /** Files, packages and scripts of the recipe, or a program of yours, change the system in a machine. */
    CUSTOMISE,
    /** An overlay and what lies below it become one disk. */
    FLATTEN,
    /** The image is checked and booted once. */
    VERIFY,
    /** The image goes to the store. */
    PUBLISH;

    /**
     * The phase's name in words.
     *
     * @return such as {@code second stage}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
