package io.umlmachine.samples.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one thing took in rounds: nanoseconds, or bytes. Not thread-safe. */
final class Series {

    private final List<Long> values = new ArrayList<>();

    /** Something to measure. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    void add(long value) {
        values.add(value);
    }

    void add(Duration time) {
        add(time.toNanos());
    }

    /** Adds how long something takes. */
    void time(Action action) throws IOException, InterruptedException {
        long start = System.nanoTime();
        action.run();
        add(System.nanoTime() - start);
    }

    double median() {
        return quantile(values.stream().map(Long::doubleValue).toList(), 0.5);
    }

    /** A quarter of the values is less. */
    double lowerQuartile() {
        return quantile(values.stream().map(Long::doubleValue).toList(), 0.25);
    }

    /** A quarter of the values is more. */
    double upperQuartile() {
        return quantile(values.stream().map(Long::doubleValue).toList(), 0.75);
    }

    /** The median of the ratios to another series, round by round. */
    double ratioTo(Series other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < values.size(); round++) {
            ratios.add((double) values.get(round) / other.values.get(round));
        }
        return quantile(ratios, 0.5);
    }

    /** Between the two nearest values, if it falls between two. */
    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double at = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(at));
        double above = sorted.get((int) Math.ceil(at));
        return below + (above - below) * (at - Math.floor(at));
    }
}
