package io.umlmachine.net.internal.slirp;

import io.umlmachine.NetworkHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts {@code slirp4netns} and waits until it can be connected to. Thread-safe. */
public final class SlirpProcess {

    private static final Logger LOG = LoggerFactory.getLogger(SlirpProcess.class);

    /** What it prints when it listens; its ready-fd speaks only once something has connected. */
    private static final String LISTENING = "Waiting for connection";

    /** It takes a few milliseconds; the rest is for a host under load. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SlirpProcess() {}

    /**
     * Starts one.
     *
     * @param host what owns it
     * @param command the program and its arguments, with {@code --target-type=bess}
     * @throws IOException if it does not start, with its words
     */
    public static NetworkHost.Helper start(NetworkHost host, List<String> command)
            throws IOException, InterruptedException {
        Startup startup = new Startup();
        NetworkHost.Helper process = host.start(command, startup);
        try {
            startup.await();
            return process;
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** Hears what it says. */
    private static final class Startup implements NetworkHost.HelperLog {
        private final CompletableFuture<Void> listening = new CompletableFuture<>();
        private final StringBuffer words = new StringBuffer();

        @Override
        public void line(String line) {
            LOG.debug("slirp4netns: {}", line);
            if (line.startsWith(LISTENING)) {
                listening.complete(null);
            } else if (!listening.isDone()) {
                words.append(line).append('\n');
            }
        }

        @Override
        public void end() {
            listening.completeExceptionally(new IOException("it ended"));
        }

        void await() throws IOException, InterruptedException {
            try {
                listening.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new IOException("slirp4netns ended at once; it said: " + said(), e.getCause());
            } catch (TimeoutException e) {
                throw new IOException(
                        "slirp4netns does not listen within " + PATIENCE.toSeconds() + " s; it said: " + said(), e);
            }
        }

        private String said() {
            String said = words.toString().strip();
            return said.isEmpty() ? "nothing" : said;
        }
    }
}
