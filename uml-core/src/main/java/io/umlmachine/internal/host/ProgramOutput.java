package io.umlmachine.internal.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a program prints that only answers a question, such as {@code --version}. A lighter thing than {@link HostCommand}:
 * such a program starts no others, and ends within moments.
 *
 * @param exitStatus its exit code, or 128 + n for a death by signal n
 * @param text what it printed, errors among it
 */
public record ProgramOutput(int exitStatus, String text) {

    /** A kernel's configuration, the longest of the answers, takes 90 KB. */
    private static final int LIMIT = 1 << 20;

    /**
     * Runs a program with no input and no environment, and waits for its answer.
     *
     * @throws IOException if it cannot be started, does not answer in time, or does not stop answering
     * @throws InterruptedException if the thread is interrupted; the program has been killed
     */
    public static ProgramOutput of(List<String> argv, Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().clear();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<ProgramOutput> answer = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(process, answer), "uml-question");
            reader.setDaemon(true);
            reader.start();
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    String.join(" ", argv) + " did not answer within " + timeout.toMillis() / 1000.0 + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(String.join(" ", argv) + ": " + e.getCause().getMessage(), e.getCause());
        } finally {
            // The end of the output that this makes is the end of the reader, too.
            process.destroyForcibly();
        }
    }

    private static void read(Process process, CompletableFuture<ProgramOutput> answer) {
        try (InputStream output = process.getInputStream()) {
            byte[] bytes = output.readNBytes(LIMIT);
            if (bytes.length == LIMIT) {
                throw new IOException("it printed more than " + LIMIT + " bytes");
            }
            answer.complete(new ProgramOutput(process.waitFor(), new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException | InterruptedException e) {
            answer.completeExceptionally(e);
        }
    }
}
