package io.umlmachine.internal.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's {@code stty} on one terminal. Java has no way to a terminal's modes. Immutable and thread-safe.
 *
 * @param device the terminal
 */
record Stty(Path device) {

    /**
     * Runs it.
     *
     * @return what it printed
     * @throws IOException with its words, if it fails
     */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("stty", "-F", device.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
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
