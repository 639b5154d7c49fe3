package io.umlmachine.net;

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

/** Starts {@code slirp4netns} and waits until a kernel can connect to it. */
final class SlirpHelper {

    private static final Logger LOG = LoggerFactory.getLogger(SlirpHelper.class);

    /** What it prints when it listens; its ready-fd speaks only once a kernel has connected. */
    private static final String LISTENING = "Waiting for connection";

    /** It takes a few milliseconds; the rest is for a host under load. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SlirpHelper() {}

    static NetworkHost.Helper start(NetworkHost host, List<String> command) throws IOException, InterruptedException {
        CompletableFuture<Void> listening = new CompletableFuture<>();
        StringBuffer words = new StringBuffer();
        NetworkHost.Helper helper = host.start(command, new NetworkHost.HelperLog() {
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
        });
        try {
            listening.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            return helper;
        } catch (TimeoutException | ExecutionException e) {
            helper.close();
            throw new IOException(
                    "slirp4netns does not listen; it must be 1.2.0 or later. It said: "
                            + words.toString().strip(),
                    e);
        } catch (InterruptedException e) {
            helper.close();
            throw e;
        }
    }
}
