package io.umlmachine.net.internal.capture;

import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.CaptureStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes a capture's file, from its first packet to its last. Thread-safe. */
final class CaptureThread {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureThread.class);

    private final Path path;
    private final PcapFile file;
    private final AtomicLong lost = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Takes packets from where they come, until no more come or the file takes no more. */
    @FunctionalInterface
    interface Source {
        void writeTo(PcapFile file) throws IOException, InterruptedException;
    }

    private CaptureThread(Path path, PcapFile file) {
        this.path = path;
        this.file = file;
    }

    /** Makes the file. */
    static CaptureThread create(Path path, CaptureOptions options) throws IOException {
        return new CaptureThread(path, PcapFile.create(path, options));
    }

    /** Gives up before it has started. */
    void discard() throws IOException {
        file.close();
    }

    /** Starts it. */
    void start(Source source) {
        Thread thread = new Thread(() -> run(source), "uml-capture");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Source source) {
        try (file) {
            source.writeTo(file);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            LOG.warn("The capture of packets to {} ended: {}", path, e.toString());
            ended.completeExceptionally(e);
        } finally {
            ended.complete(null);
        }
    }

    Path path() {
        return path;
    }

    /** Counts packets that did not get as far as the file. */
    void countLost(long more) {
        lost.addAndGet(more);
    }

    CaptureStatistics statistics() {
        return new CaptureStatistics(file.packets(), file.size(), lost.get(), file.isFull());
    }

    boolean isRunning() {
        return !ended.isDone();
    }

    /** Waits for its end, and keeps an interrupt; false if it takes longer. */
    boolean await(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    ended.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    throw new IOException(
                            "The capture to " + path + " broke off: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
