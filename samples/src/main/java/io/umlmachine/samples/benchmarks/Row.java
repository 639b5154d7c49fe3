package io.umlmachine.samples.benchmarks;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param what what was measured
 * @param measured its median, and between which values the middle half lies
 * @param reference what it is compared with, and that one's median
 * @param result the ratio or rate
 * @param target what it should be, and whether it is missed
 */
record Row(String what, String measured, String reference, String result, String target) {

    private static final double MEGA = 1e6;

    /** A time by itself. */
    static Row time(String what, Series times) {
        return new Row(what, spread(times), "", "", "");
    }

    /** A time by itself that should be at most so many milliseconds. */
    static Row time(String what, Series times, Target target) {
        return new Row(what, spread(times), "", "", target.judge(times.median() / 1e6));
    }

    /** A time, and why there is none to compare it with. */
    static Row time(String what, Series times, String reference) {
        return new Row(what, spread(times), reference, "", "");
    }

    /** A time against another, in one run. */
    static Row ratio(String what, Series times, String reference, Series compared, Target target) {
        double ratio = times.ratioTo(compared);
        return new Row(
                what,
                spread(times),
                reference + ": " + time(compared.median()),
                String.format(Locale.ROOT, "%.2f×", ratio),
                target.judge(ratio));
    }

    /** How many times as long another takes, in one run. */
    static Row faster(String what, Series times, String reference, Series compared, Target target) {
        double factor = compared.ratioTo(times);
        return new Row(
                what,
                spread(times),
                reference + ": " + time(compared.median()),
                String.format(Locale.ROOT, "%.1f× as fast", factor),
                target.judge(factor));
    }

    /** What was not measured, and why. */
    static Row missing(String what, String why) {
        return new Row(what, "not measured: " + why, "", "", "");
    }

    /** Megabytes in a second. */
    static Row rate(String what, Series times, long bytes, Target target) {
        double rate = bytes / MEGA / (times.median() / 1e9);
        String shown = String.format(Locale.ROOT, rate < 10 ? "%.1f MB/s" : "%.0f MB/s", rate);
        return new Row(what, spread(times), "", shown, target.judge(rate));
    }

    /** Things in a second. */
    static Row count(String what, Series times, int count, String things) {
        String shown = String.format(Locale.ROOT, "%.0f %s/s", count / (times.median() / 1e9), things);
        return new Row(what, spread(times), "", shown, "");
    }

    /** Bytes of memory. */
    static Row memory(String what, Series bytes, Target target) {
        double megabytes = bytes.median() / MEGA;
        return new Row(what, "", "", String.format(Locale.ROOT, "%.1f MB", megabytes), target.judge(megabytes));
    }

    private static String spread(Series times) {
        return time(times.median()) + " (" + time(times.lowerQuartile()) + "–" + time(times.upperQuartile()) + ")";
    }

    private static String time(double nanos) {
        double millis = nanos / 1e6;
        return millis >= 1000
                ? String.format(Locale.ROOT, "%.2f s", millis / 1000)
                : String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }
}
