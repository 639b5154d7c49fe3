package io.umlmachine.internal.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's {@code stty} on this program's standard input, which it inherits: after {@code su} the terminal is not this
 * user's to open by its name. Java has no way of its own to a terminal's modes. Thread-safe.
 */
final class Stty {

    private Stty() {}

    /**
     * Runs it.
     *
     * @return what it printed
     * @throws IOException with its words, if it fails
     */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(
                        String.join(" ", command) + " ended with status " + status + ": " + output.strip());
            }
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
