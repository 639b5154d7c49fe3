package io.umlmachine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A script that a recipe runs in its image as root, in the directory {@code /}, with an empty input. If it ends with another
 * status than 0, the image is not made. Immutable and thread-safe.
 *
 * @param name what logs and errors call it
 * @param text the script; without {@code #!} in its first line it is for {@code /bin/sh}
 */
public record GuestScript(String name, String text) {

    /**
     * Checks both parts.
     *
     * @param name what logs and errors call it
     * @param text the script
     * @throws IllegalArgumentException if the name is empty or has control characters, or the text has NUL
     */
    public GuestScript {
        if (name.isBlank() || name.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("A script needs a name in one line, not '" + name + "'");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The script " + name + " holds a NUL");
        }
    }

    /**
     * A script of the host, as it is now.
     *
     * @param file its file, anywhere; UTF-8
     * @return the script, called like the file
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds a NUL
     */
    public static GuestScript copyOf(Path file) throws IOException {
        return new GuestScript(file.getFileName().toString(), Files.readString(file));
    }
}
