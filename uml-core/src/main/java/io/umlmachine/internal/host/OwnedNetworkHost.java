package io.umlmachine.internal.host;

import io.umlmachine.NetworkHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a directory, a machine's say, offers to a network: helpers are of its processes. Thread-safe. */
public final class OwnedNetworkHost implements NetworkHost {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedNetworkHost.class);

    private final OwnedDirectory directory;

    /** Offers a directory, which somebody else closes. */
    public OwnedNetworkHost(OwnedDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory.path();
    }

    @Override
    public Helper start(List<String> command, HelperLog log) throws IOException {
        HostProcess process = HostProcess.start(
                command, Map.of("PATH", Programs.pathVariable(), "HOME", "/"), directory.path(), true, directory);
        Thread reader = new Thread(() -> drain(process, log), "uml-helper-" + directory.name());
        reader.setDaemon(true);
        reader.start();
        return new HelperProcess(process);
    }

    private static void drain(HostProcess process, HelperLog log) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                log.line(line);
            }
        } catch (IOException e) {
            LOG.debug("A helper's output ended early", e);
        } finally {
            log.end();
        }
    }

    private record HelperProcess(HostProcess process) implements Helper {
        @Override
        public boolean isAlive() {
            return !process.onExit().isDone();
        }

        @Override
        public boolean waitFor(Duration timeout) throws InterruptedException {
            return process.waitFor(timeout);
        }

        @Override
        public void close() {
            try {
                process.end();
            } catch (IOException e) {
                LOG.warn("A network helper does not end; the next sweep will try again", e);
            }
        }
    }
}
