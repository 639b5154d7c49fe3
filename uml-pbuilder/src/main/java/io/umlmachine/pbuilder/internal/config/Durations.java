package io.umlmachine.pbuilder.internal.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as timeout(1) writes them. */
public final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([smhd]?)");

    private Durations() {}

    /**
     * Reads digits and a unit: seconds if there is none.
     *
     * @throws IllegalArgumentException if the text is no duration, or it is zero
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write digits and s, m, h or d, as in 90m");
        }
        ChronoUnit unit = switch (matcher.group(2)) {
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> ChronoUnit.SECONDS;
        };
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }
}
