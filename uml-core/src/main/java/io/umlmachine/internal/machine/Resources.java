package io.umlmachine.internal.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a machine has to give back, in the order in which it got it. Closes the last first, and each once. Thread-safe. */
final class Resources {

    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes everything; a failure is logged and does not keep the rest. */
    synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("Could not clean up after a machine", e);
                keepInterrupt(e);
            }
        }
    }

    /** Closes everything because of a failure, which gets what else fails. */
    synchronized void closeSuppressed(Throwable reason) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                reason.addSuppressed(e);
                keepInterrupt(e);
            }
        }
    }

    private static void keepInterrupt(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
