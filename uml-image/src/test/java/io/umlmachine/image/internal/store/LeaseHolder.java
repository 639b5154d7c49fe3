package io.umlmachine.image.internal.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another Java program that leases an image until it is told to end. */
final class LeaseHolder implements AutoCloseable {

    private final Process process;
    private final Path leased;

    private LeaseHolder(Process process, Path leased) {
        this.process = process;
        this.leased = leased;
    }

    static LeaseHolder start(ImageDirectory images) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseHolder.class.getName(),
                        images.store().toString(),
                        images.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The other program leased nothing");
        }
        return new LeaseHolder(process, Path.of(line));
    }

    Path leased() {
        return leased;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    /**
     * The other program.
     *
     * @param arguments the store and the image's name
     * @throws IOException if the store cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        try (GenerationLease lease =
                new ImageDirectory(Path.of(arguments[0]), arguments[1]).lease().orElseThrow()) {
            System.out.println(lease.path());
            while (System.in.read() >= 0) {
                // Until the end of the input.
            }
        }
    }
}
