package io.umlmachine.samples.cli;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where the passphrase of a key comes from.
 *
 * @param command who needs it
 * @param file the file that holds it; empty to ask a person
 */
record Passphrase(CommandLine command, Optional<Path> file) {

    /**
     * Reads it, or asks for it.
     *
     * @throws ParameterException if there is nobody to ask
     * @throws UncheckedIOException if the file cannot be read
     */
    char[] of(Path key) {
        return file.map(Passphrase::firstLine).orElseGet(() -> ask(key));
    }

    private static char[] firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private char[] ask(Path key) {
        Console console = System.console();
        // From Java 22 on there is a console even where there is no terminal.
        char[] answer = console == null || Screen.err().columns().isEmpty()
                ? null
                : console.readPassword("Passphrase of %s: ", key);
        if (answer == null) {
            throw new ParameterException(
                    command,
                    "The key in " + key + " has a passphrase; give it with --passphrase-file, or on a terminal");
        }
        return answer;
    }
}
