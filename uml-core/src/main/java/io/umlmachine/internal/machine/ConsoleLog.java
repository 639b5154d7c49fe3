package io.umlmachine.internal.machine;

import io.umlmachine.ConsoleStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a kernel prints, at once and always: one that cannot print stands still. Keeps the last of it, under numbers
 * at which any number of readers look for themselves, each as slow as it likes; and passes each line to the logger
 * {@code io.umlmachine.console}. Thread-safe.
 */
final class ConsoleLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.umlmachine.console");
    private static final int KEPT_CHARACTERS = 64 * 1024;
    private static final int LINE_LIMIT = 4096;
    private static final long STACK = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String machine;
    private final Thread thread;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Map<Long, String> lines = new HashMap<>();
    private long first;
    private long end;
    private int characters;
    private boolean ended;

    private ConsoleLog(String machine, InputStream console) {
        this.machine = machine;
        this.thread = new Thread(null, () -> follow(console), "uml-console-" + machine, STACK);
        thread.setDaemon(true);
    }

    /** Begins to read. */
    static ConsoleLog follow(String machine, InputStream console) {
        ConsoleLog log = new ConsoleLog(machine, console);
        log.thread.start();
        return log;
    }

    private void follow(InputStream console) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(console, StandardCharsets.ISO_8859_1), 1024)) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || line.length() == LINE_LIMIT) {
                    add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                if (c != '\n') {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                add(line.toString());
            }
        } catch (IOException e) {
            add("[console lost: " + e.getMessage() + "]");
        } finally {
            end();
        }
    }

    private void add(String line) {
        LOG.debug("{}: {}", machine, line);
        synchronized (this) {
            lines.put(end++, line);
            characters += line.length() + 1;
            while (characters > KEPT_CHARACTERS) {
                characters -= lines.remove(first++).length() + 1;
            }
            notifyAll();
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized String tail() {
        StringJoiner tail = new StringJoiner("\n");
        for (long number = first; number < end; number++) {
            tail.add(lines.get(number));
        }
        return tail.toString();
    }

    /** A reader that begins with the oldest line that is kept. */
    ConsoleStream stream() {
        return new Reader();
    }

    /** Passes every line, from the oldest that is kept on, to a consumer, in a thread of its own. */
    void deliver(Consumer<? super String> consumer) {
        deliveries.add(Delivery.start("uml-onconsole-" + machine, new MarkedLines(stream())::next, consumer));
    }

    /** Waits until everything that a dead kernel printed has been read; the end of its processes ends the stream. */
    void awaitEnd() throws InterruptedException {
        thread.join(PATIENCE.toMillis());
    }

    /** Waits until the consumers have been given everything, but not for one that takes its time. */
    void awaitDelivery() throws InterruptedException {
        awaitEnd();
        for (Delivery delivery : deliveries) {
            delivery.awaitEnd(PATIENCE);
        }
    }

    private final class Reader implements ConsoleStream {

        private long next;
        private long missed;

        @Override
        public Optional<String> next() throws InterruptedException {
            synchronized (ConsoleLog.this) {
                while (next >= end && !ended) {
                    ConsoleLog.this.wait();
                }
                return take();
            }
        }

        @Override
        public Optional<String> next(Duration timeout) throws InterruptedException {
            long begin = System.nanoTime();
            synchronized (ConsoleLog.this) {
                for (long left = timeout.toNanos();
                        next >= end && !ended && left > 0;
                        left = timeout.toNanos() - (System.nanoTime() - begin)) {
                    ConsoleLog.this.wait(left / 1_000_000, (int) (left % 1_000_000));
                }
                return take();
            }
        }

        private Optional<String> take() {
            if (next < first) {
                missed += first - next;
                next = first;
            }
            return next < end ? Optional.of(lines.get(next++)) : Optional.empty();
        }

        @Override
        public long missed() {
            return missed;
        }

        @Override
        public boolean ended() {
            synchronized (ConsoleLog.this) {
                return ended && next >= end;
            }
        }
    }
}
