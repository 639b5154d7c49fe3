package io.umlmachine.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Programs of the host. */
final class Host {

    private Host() {}

    /**
     * Runs a program.
     *
     * @throws IOException with what it said, if it fails
     */
    static void run(Path directory, String... command) throws IOException, InterruptedException {
        run(directory, line -> {}, command);
    }

    /**
     * Runs a program, and passes on each line of its output when it comes.
     *
     * @throws IOException with what it said, if it fails
     */
    static void run(Path directory, Consumer<String> onLine, String... command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        StringBuilder words = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                onLine.accept(line);
                words.append(line).append('\n');
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(
                    List.of(command) + " failed: " + words.toString().strip());
        }
    }

    /** Where what was downloaded stays. */
    static Path cache() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return Files.createDirectories(root.resolve("umlmachine").resolve("benchmarks"));
    }
}
