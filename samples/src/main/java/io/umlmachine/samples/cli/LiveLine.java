package io.umlmachine.samples.cli;

import io.umlmachine.ByteSize;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a terminal that tells how far something has come, in plain ASCII.
 *
 * @param columns the terminal's width
 */
record LiveLine(int columns) {

    private static final int LABEL = 12;
    /** Room for these, so that the bar keeps its length while they grow. */
    private static final int FIGURES = "100%  123.4 of 123.4 MB".length();

    private static final int SHORTEST_BAR = 8;
    private static final int LONGEST_BAR = 50;

    /** Decimal, as apt counts. */
    private static final double MEGA = 1e6;

    /** A name, a bar, a percentage and bytes, as far as there is room for them. */
    String draw(String label, int percent, ByteSize done, Optional<ByteSize> total) {
        String name = String.format(Locale.ROOT, "%-" + LABEL + "s", label);
        String figures = String.format(Locale.ROOT, "%3d%%%s", percent, bytes(done, total));
        int room = columns - name.length() - FIGURES - " [] ".length();
        String bar = room < SHORTEST_BAR ? "" : "[" + bar(percent, Math.min(room, LONGEST_BAR)) + "] ";
        return cut(name + " " + bar + figures);
    }

    /** As much of a text as fits; control characters of a log must not move the cursor. */
    String cut(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= columns ? plain : plain.substring(0, Math.max(0, columns));
    }

    private static String bar(int percent, int length) {
        int full = length * percent / 100;
        return "#".repeat(full) + ".".repeat(length - full);
    }

    private static String bytes(ByteSize done, Optional<ByteSize> total) {
        if (done.bytes() == 0) {
            return "";
        }
        String sum = total.map(size -> " of " + megabytes(size)).orElse("");
        return "  " + megabytes(done) + sum + " MB";
    }

    private static String megabytes(ByteSize size) {
        return String.format(Locale.ROOT, "%.1f", size.bytes() / MEGA);
    }
}
