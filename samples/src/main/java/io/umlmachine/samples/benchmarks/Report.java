package io.umlmachine.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run in Markdown.
 *
 * @param origin how and where they came about
 * @param rows the rows, by the version of the kernel, in the order of the runs
 */
record Report(String origin, Map<String, List<Row>> rows) {

    static final String BEGIN = "<!-- benchmarks: samples/benchmarks --markdown-into writes what follows -->";
    static final String END = "<!-- benchmarks: end -->";

    /** With a table for each kernel. */
    String markdown() {
        StringBuilder text = new StringBuilder(origin).append('\n');
        rows.forEach((kernel, table) -> text.append('\n').append(table(kernel, table)));
        return text.toString();
    }

    private static String table(String kernel, List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("| kernel " + kernel + " | median (middle half) | compared with | result | target |");
        lines.add("| --- | --- | --- | --- | --- |");
        for (Row row : rows) {
            lines.add("| " + String.join(" | ", row.what(), row.measured(), row.reference(), row.result(), row.target())
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * Puts the figures between the two marks of a file, in place of what stands there.
     *
     * @throws IOException if the file has no such marks, or cannot be read or written
     */
    void writeInto(Path file) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no lines '" + BEGIN + "' and '" + END + "'");
        }
        Files.writeString(file, text.substring(0, begin) + BEGIN + "\n" + markdown() + text.substring(end));
    }
}
