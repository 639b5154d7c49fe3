package io.umlmachine.pbuilder;

import java.util.List;

/**
 * The image from which a build started, or which it made: a base image with the build dependencies of a source installed.
 * Any build whose dependencies come to the same packages on the same base image may start from it. Immutable and
 * thread-safe.
 *
 * @param origin how the build came to it
 * @param digest what tells it from others: the SHA-256, in hexadecimal digits, of the base image and of the packages
 * @param packages what it has beside its base image, as {@code NAME_VERSION_ARCHITECTURE}; in alphabetical order
 */
public record DependencyLayer(Origin origin, String digest, List<String> packages) {

    /**
     * Copies the list.
     *
     * @param origin how the build came to it
     * @param digest what tells it from others
     * @param packages what it has beside its base image
     */
    public DependencyLayer {
        packages = List.copyOf(packages);
    }

    /** How a build came to its layer. */
    public enum Origin {
        /** It was there, and no archive has changed since apt chose its packages: nothing was asked of apt. */
        FOUND,
        /** Apt was asked, and chose packages with which there was a layer, such as one of another source. */
        RESOLVED,
        /** Apt installed the packages for this build, and later builds will find them. */
        MADE
    }

    /** For a log. */
    @Override
    public String toString() {
        return "dependency layer " + digest.substring(0, Math.min(digest.length(), 12)) + ", "
                + origin.name().toLowerCase(java.util.Locale.ROOT) + ", with " + packages.size()
                + (packages.size() == 1 ? " package" : " packages");
    }
}
