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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a machine's kernels print, at once and always: one that cannot print stands still. Keeps the last of it,
 * under numbers at which any number of readers look for themselves, each as slow as it likes; and passes each line to the
 * logger {@code io.umlmachine.console}. It goes on when the machine is rebooted. Thread-safe.
 */
final class ConsoleLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.umlmachine.console");
    private static final int KEPT_CHARACTERS = 64 * 1024;
    private static final int LINE_LIMIT = 4096;
    private static final long STACK = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String machine;
    private final List<Delivery> deliveries;
    private final Map<Long, String> lines = new HashMap<>();
    private long first;
    private long end;
    private int characters;
    private boolean ended;

    ConsoleLog(String machine, List<Consumer<? super String>> consumers) {
        this.machine = machine;
        this.deliveries = consumers.stream().map(this::deliver).toList();
    }

    /** Passes every line to a consumer, in a thread of its own. */
    private Delivery deliver(Consumer<? super String> consumer) {
        return Delivery.start("uml-onconsole-" + machine, new MarkedLines(stream())::next, consumer);
    }

    /**
     * Reads what one kernel prints, on a thread of its own, which ends when the kernel's processes have.
     *
     * @param listener hears each line at once, and must not take long
     */
    Thread follow(InputStream console, Consumer<String> listener) {
        Thread thread = new Thread(
                null,
                () -> read(console, line -> {
                    add(line);
                    listener.accept(line);
                }),
                "uml-console-" + machine,
                STACK);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream console, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(console, StandardCharsets.ISO_8859_1), 1024)) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || line.length() == LINE_LIMIT) {
                    lines.accept(line.toString().stripTrailing());
                    line.setLength(0);
                }
                if (c != '\n') {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                lines.accept(line.toString());
            }
        } catch (IOException e) {
            lines.accept("[console lost: " + e.getMessage() + "]");
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

    /** No kernel of the machine prints any more: readers get what there is, and no more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Ends, and waits until the consumers have got everything, but not for one that takes its time. */
    @Override
    public void close() {
        end();
        try {
            for (Delivery delivery : deliveries) {
                delivery.awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            // The last lines are still delivered, only not waited for.
            Thread.currentThread().interrupt();
        }
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
