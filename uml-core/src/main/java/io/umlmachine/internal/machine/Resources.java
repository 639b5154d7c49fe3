package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.Interrupts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
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
    void close() {
        closeAll(failure -> LOG.warn("Could not clean up after a machine", failure));
    }

    /** Closes everything because of a failure, which gets what else fails. */
    void closeSuppressed(Throwable reason) {
        closeAll(reason::addSuppressed);
    }

    private synchronized void closeAll(Consumer<Exception> onFailure) {
        Interrupts.defer(() -> {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    onFailure.accept(e);
                }
            }
        });
    }
}
