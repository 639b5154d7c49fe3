package io.umlmachine.samples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The times of one thing in rounds. Not thread-safe. */
final class Series {

    private final List<Duration> times = new ArrayList<>();

    void add(Duration time) {
        times.add(time);
    }

    Duration median() {
        return median(times, Comparator.naturalOrder());
    }

    /** The median of the ratios to another series, round by round. */
    double ratioTo(Series other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < times.size(); round++) {
            ratios.add(
                    (double) times.get(round).toNanos() / other.times.get(round).toNanos());
        }
        return median(ratios, Comparator.naturalOrder());
    }

    private static <T> T median(List<T> values, Comparator<T> order) {
        return values.stream().sorted(order).toList().get(values.size() / 2);
    }
}
