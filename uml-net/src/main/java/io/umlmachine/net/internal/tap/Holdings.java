package io.umlmachine.net.internal.tap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was taken for one machine, to be given back in the opposite order. For one thread at a time. */
final class Holdings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T holding) {
        all.push(holding);
        return holding;
    }

    @Override
    public void close() {
        while (!all.isEmpty()) {
            AutoCloseable next = all.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("{} cannot be given back", next, e);
            }
        }
    }
}
