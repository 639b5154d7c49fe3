package io.umlmachine.internal.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that passes what a source has to a consumer of the user's, one at a time and in order, until the source ends. A
 * consumer that fails is logged, and gets the next one all the same. Thread-safe.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Thread thread;

    /** Where the things to deliver come from. */
    @FunctionalInterface
    interface Source<T> {
        /** The next one; waits for it. Empty at the end. */
        Optional<T> next() throws InterruptedException;
    }

    private Delivery(Thread thread) {
        this.thread = thread;
    }

    static <T> Delivery start(String name, Source<T> source, Consumer<? super T> consumer) {
        Thread thread = new Thread(() -> deliver(source, consumer), name);
        thread.setDaemon(true);
        thread.start();
        return new Delivery(thread);
    }

    /** A consumer that passes to each of several, whether another fails or not. */
    static <T> Consumer<T> toAll(List<Consumer<? super T>> consumers) {
        return item -> consumers.forEach(consumer -> accept(consumer, item));
    }

    private static <T> void deliver(Source<T> source, Consumer<? super T> consumer) {
        while (true) {
            try {
                Optional<T> next = source.next();
                if (next.isEmpty()) {
                    return;
                }
                accept(consumer, next.get());
            } catch (InterruptedException e) {
                // The user's consumer interrupted its own thread; the source must not be left because of that.
                LOG.debug(
                        "{} was interrupted, and goes on",
                        Thread.currentThread().getName());
            }
        }
    }

    private static <T> void accept(Consumer<? super T> consumer, T item) {
        try {
            consumer.accept(item);
        } catch (RuntimeException | Error e) {
            LOG.warn("A consumer failed, and gets what comes next: {}", consumer, e);
        }
    }

    /** Waits, at most so long, until the source has ended and all was delivered. Returns at once in the consumer itself. */
    void awaitEnd(Duration patience) throws InterruptedException {
        if (thread != Thread.currentThread()) {
            thread.join(patience.toMillis());
        }
    }
}
