package io.umlmachine.samples.benchmarks;

import java.util.Locale;

/** What a figure should be, from the project's design. */
sealed interface Target {

    /** In words, with {@code missed} if it is. */
    String judge(double figure);

    static Target atMost(double limit, String unit) {
        return new Limit(limit, unit, true);
    }

    static Target atLeast(double limit, String unit) {
        return new Limit(limit, unit, false);
    }

    static Target none() {
        return new None();
    }

    /**
     * A limit.
     *
     * @param limit the figure that is just good enough
     * @param unit of the figure, with the space before it
     * @param upper whether smaller is better
     */
    record Limit(double limit, String unit, boolean upper) implements Target {
        @Override
        public String judge(double figure) {
            String shown =
                    limit == Math.rint(limit) ? String.format(Locale.ROOT, "%.0f", limit) : Double.toString(limit);
            boolean met = upper ? figure <= limit : figure >= limit;
            return (upper ? "≤ " : "≥ ") + shown + unit + (met ? "" : ", missed");
        }
    }

    /** A figure that stands for itself. */
    record None() implements Target {
        @Override
        public String judge(double figure) {
            return "";
        }
    }
}
