package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something leaves a directory, whichever process removes it. All watches of a directory share one thread and
 * one descriptor of inotify, of which a user has few (128 by default). Thread-safe.
 *
 * <p>The death of a process is no such event; and where inotify cannot be had no event comes at all. Whoever waits must
 * therefore look now and then.
 */
public final class DirectoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    /** Comes and goes to wake the watches of all processes; one that a killed process left goes the next time. */
    private static final String SIGNAL = ".changed";

    private static final Map<Path, Shared> SHARED = new HashMap<>();

    private final Path directory;
    private final Runnable onChange;

    private DirectoryWatch(Path directory, Runnable onChange) {
        this.directory = directory;
        this.onChange = onChange;
    }

    /**
     * Starts to watch.
     *
     * @param onChange called after each change, on a thread that must not be held up
     */
    public static DirectoryWatch open(Path directory, Runnable onChange) {
        DirectoryWatch watch = new DirectoryWatch(directory, onChange);
        synchronized (SHARED) {
            SHARED.computeIfAbsent(directory, Shared::start).watches.add(watch);
        }
        return watch;
    }

    /** Calls every watch of the directory, in all processes. */
    public void signal() throws IOException {
        signal(directory);
    }

    /** Calls every watch of a directory, in all processes. */
    public static void signal(Path directory) throws IOException {
        Path signal = directory.resolve(SIGNAL);
        try {
            Files.createFile(signal);
        } catch (FileAlreadyExistsException e) {
            LOG.trace("Another process signals, or was killed then");
        }
        Files.deleteIfExists(signal);
    }

    /** Stops watching; does nothing the second time. */
    @Override
    public void close() {
        synchronized (SHARED) {
            Shared shared = SHARED.get(directory);
            if (shared != null && shared.watches.remove(this) && shared.watches.isEmpty()) {
                SHARED.remove(directory);
                shared.stop();
            }
        }
    }

    /** The one watch of a directory in this process. */
    private record Shared(Optional<WatchService> service, List<DirectoryWatch> watches) {

        static Shared start(Path directory) {
            Shared shared = new Shared(register(directory), new CopyOnWriteArrayList<>());
            shared.service.ifPresent(service -> {
                Thread thread = new Thread(() -> shared.run(service), "uml-watch");
                thread.setDaemon(true);
                thread.start();
            });
            return shared;
        }

        private static Optional<WatchService> register(Path directory) {
            try {
                WatchService service = directory.getFileSystem().newWatchService();
                try {
                    directory.register(service, StandardWatchEventKinds.ENTRY_DELETE);
                    return Optional.of(service);
                } catch (IOException e) {
                    service.close();
                    throw e;
                }
            } catch (IOException e) {
                LOG.debug("Cannot watch {}: {}", directory, e.toString());
                return Optional.empty();
            }
        }

        private void run(WatchService service) {
            try {
                while (true) {
                    WatchKey key = service.take();
                    key.pollEvents();
                    key.reset();
                    watches.forEach(watch -> watch.onChange.run());
                }
            } catch (ClosedWatchServiceException | InterruptedException e) {
                LOG.trace("The last watch was closed", e);
            }
        }

        void stop() {
            try {
                if (service.isPresent()) {
                    service.get().close();
                }
            } catch (IOException e) {
                LOG.debug("Could not stop watching", e);
            }
        }
    }
}
