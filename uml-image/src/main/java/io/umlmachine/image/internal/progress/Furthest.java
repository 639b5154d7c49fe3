package io.umlmachine.image.internal.progress;

import java.util.OptionalLong;

/**
 * Two gauges, of which the lines fit one: what that one tells counts.
 *
 * @param one a gauge
 * @param other another
 */
record Furthest(Gauge one, Gauge other) implements Gauge {

    @Override
    public void line(String line) {
        one.line(line);
        other.line(line);
    }

    @Override
    public double share() {
        return Math.max(one.share(), other.share());
    }

    @Override
    public long done() {
        return Math.max(one.done(), other.done());
    }

    @Override
    public OptionalLong total() {
        return one.total().isPresent() ? one.total() : other.total();
    }
}
