package io.umlmachine.internal.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a configuration file. */
public final class ConfigText {

    private ConfigText() {}

    /**
     * Reads a file.
     *
     * @throws SyntaxException if it cannot be read or is no text
     */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new SyntaxException(file, 1, "The file is not UTF-8 text");
        } catch (IOException e) {
            throw new SyntaxException(file, 1, "The file cannot be read: " + e);
        }
    }
}
