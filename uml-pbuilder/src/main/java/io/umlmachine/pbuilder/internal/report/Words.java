package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final int KIB = 1024;
    private static final int TEN = 10;

    private Words() {}

    static String size(ByteSize size) {
        return size(size.bytes());
    }

    /** With one digit behind the point below ten, such as {@code 1.5 MiB}. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= KIB && unit < UNITS.size() - 1) {
            value /= KIB;
            unit++;
        }
        String format = unit > 0 && value < TEN ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, value, UNITS.get(unit));
    }

    /** A difference of sizes, with its sign. */
    static String sizeChange(long bytes) {
        return (bytes < 0 ? "\u2212" : "+") + size(Math.abs(bytes));
    }

    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (duration.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return duration.toHours() < 1
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 line} and {@code 2 lines}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
