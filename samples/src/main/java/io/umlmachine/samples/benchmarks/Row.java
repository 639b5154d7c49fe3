package io.umlmachine.samples.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line of the table.
 *
 * @param what what was measured
 * @param median its time
 * @param reference what it is compared with, and that one's median
 * @param result the ratio or rate
 * @param target what it should be
 */
record Row(String what, String median, String reference, String result, String target) {

    /** A time against another, in one run. */
    static Row ratio(String what, Series measured, String reference, Series compared, String target) {
        return new Row(
                what,
                millis(measured.median()),
                reference + ", " + millis(compared.median()),
                String.format(Locale.ROOT, "%.2f×", measured.ratioTo(compared)),
                target);
    }

    /** Megabytes in a second. */
    static Row rate(String what, Series measured, long bytes, String target) {
        double seconds = measured.median().toNanos() / 1e9;
        return new Row(
                what,
                millis(measured.median()),
                "",
                String.format(Locale.ROOT, "%.0f MB/s", bytes / 1e6 / seconds),
                target);
    }

    /** The lines as a table in Markdown. */
    static String table(List<Row> rows) {
        return "| what | median | compared with | result | target |\n| --- | --- | --- | --- | --- |\n"
                + rows.stream()
                        .map(row ->
                                "| " + String.join(" | ", row.what, row.median, row.reference, row.result, row.target)
                                        + " |\n")
                        .collect(Collectors.joining());
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
}
