package io.umlmachine.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something in a store that is not as it should be. The rest of the store works. Immutable and thread-safe.
 *
 * @param kind what kind of thing
 * @param path the file or directory
 * @param image the image that it belongs to, if it belongs to one
 * @param message what is the matter, and what to do
 */
public record StoreProblem(Kind kind, Path path, Optional<String> image, String message) {

    /** Kinds of problems. */
    public enum Kind {
        /** Something that no store makes. */
        FOREIGN,
        /** A directory that cannot be read. */
        UNREADABLE,
        /** A manifest that is missing or cannot be understood. */
        MANIFEST,
        /** An image of which no generation is current. */
        NO_CURRENT,
        /** A part of a generation, which a killed program left; or one that is just being published. */
        LEFTOVER,
        /** Something that could not be removed. */
        REMOVAL
    }

    /** In one line. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
