package io.umlmachine.image.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The moment that an image is of: no file in it is younger. It is what reproducible-builds.org calls
 * {@code SOURCE_DATE_EPOCH}, so that the same packages lead to the same image whenever it is made. Immutable and
 * thread-safe.
 *
 * @param seconds since 1970
 */
public record Epoch(long seconds) {

    private static final String LISTS = "/var/lib/apt/lists";
    private static final String DATE = "Date:";
    private static final int SECONDS_A_DAY = 24 * 60 * 60;

    /** As programs take it from their environment. */
    private static final String VARIABLE = "SOURCE_DATE_EPOCH";

    /** As release files have it: {@code Sat, 17 May 2025 09:12:42 UTC}; the day may have one digit. */
    private static final DateTimeFormatter RELEASE_DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss zzz", Locale.ROOT);

    /** A moment. */
    public static Epoch of(Instant moment) {
        return new Epoch(moment.getEpochSecond());
    }

    /**
     * The moment of the youngest release file that apt or debootstrap left in a tree.
     *
     * @param root the guest's root
     * @return empty if there is none
     */
    public static Optional<Epoch> ofReleases(GuestTree root) throws IOException {
        Optional<Epoch> youngest = Optional.empty();
        for (String file : root.list(LISTS)) {
            if (file.endsWith("_InRelease") || file.endsWith("_Release")) {
                Optional<Epoch> date = dateOf(root.read(LISTS + "/" + file).orElse(new byte[0]));
                if (date.isPresent() && (youngest.isEmpty() || date.get().seconds > youngest.get().seconds)) {
                    youngest = date;
                }
            }
        }
        return youngest;
    }

    /** The day, as the fields of {@code /etc/shadow} count. */
    public long day() {
        return Math.floorDiv(seconds, SECONDS_A_DAY);
    }

    /** The earlier of this and another moment, in seconds since 1970. */
    public long clamp(long other) {
        return Math.min(seconds, other);
    }

    /** What tells programs. */
    public Map<String, String> environment() {
        return new TreeMap<>(Map.of(VARIABLE, Long.toString(seconds)));
    }

    private static Optional<Epoch> dateOf(byte[] release) {
        List<String> lines = new String(release, StandardCharsets.UTF_8).lines().toList();
        for (String line : lines) {
            if (line.startsWith(DATE)) {
                try {
                    return Optional.of(
                            of(ZonedDateTime.parse(line.substring(DATE.length()).strip(), RELEASE_DATE)
                                    .toInstant()));
                } catch (DateTimeException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
