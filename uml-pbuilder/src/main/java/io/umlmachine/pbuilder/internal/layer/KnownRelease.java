package io.umlmachine.pbuilder.internal.layer;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A release file that apt had verified when it answered.
 *
 * @param address where it came from
 * @param sha256 what it was, in hexadecimal digits
 * @param modified the time that its server gave it
 * @param validUntil until when it may be used, if it says so
 */
public record KnownRelease(URI address, String sha256, Instant modified, Optional<Instant> validUntil) {

    /**
     * Prints a line for each release file that apt has: its address, its digest, its time, and until when it is valid, as it
     * says; or {@code unknown}, if that cannot be told. Sources inside of the image are part of the image. The names of apt's
     * files are those of their addresses, with {@code _} for {@code /}.
     */
    public static final String SCRIPT = """
            apt-get indextargets --format '$(URI) $(METAKEY) $(FILENAME)' 'Created-By: Packages' |
            while read -r uri key file; do
                case $uri in file:*|copy:*|cdrom:*) continue;; esac
                mangled=$(echo "$key" | tr / _)
                lists=${file%"$mangled"*}
                release=unknown
                for name in InRelease Release; do
                    if [ "$release" = unknown ] && [ -f "$lists$name" ]; then
                        digest=$(sha256sum <"$lists$name")
                        release="${uri%"$key"*}$name ${digest%% *} $(stat -c %Y "$lists$name")"
                        release="$release $(sed -n '/^Valid-Until: /{s///p;q}' "$lists$name")"
                    fi
                done
                echo "$release"
            done | sort -u
            """;

    private static final int WORDS = 3;

    /**
     * Reads what {@link #SCRIPT} prints.
     *
     * @return the release files; empty if one of them is not known, or cannot be asked for by HTTP
     */
    public static Optional<List<KnownRelease>> parseAll(String output) {
        List<KnownRelease> all = new ArrayList<>();
        for (String line : output.lines().toList()) {
            Optional<KnownRelease> release = parse(line);
            if (release.isEmpty()) {
                return Optional.empty();
            }
            all.add(release.get());
        }
        return Optional.of(all);
    }

    private static Optional<KnownRelease> parse(String line) {
        String[] words = line.strip().split(" ", WORDS + 1);
        if (words.length < WORDS || !words[1].matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        try {
            URI address = URI.create(words[0]);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return Optional.empty();
            }
            Instant modified = Instant.ofEpochSecond(Long.parseLong(words[2]));
            return Optional.of(new KnownRelease(
                    address,
                    words[1],
                    modified,
                    words.length > WORDS ? Optional.of(date(words[WORDS])) : Optional.empty()));
        } catch (IllegalArgumentException | DateTimeException e) {
            // Another apt, or an answer of another version: apt has to be asked.
            return Optional.empty();
        }
    }

    /** RFC 1123's, but for the name of the zone. */
    private static Instant date(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.replaceFirst("UTC$", "GMT"), Instant::from);
    }

    /** As {@link #parseAll} reads it. */
    String line() {
        String line = address + " " + sha256 + " " + modified.getEpochSecond();
        return validUntil
                .map(end ->
                        line + " " + DateTimeFormatter.RFC_1123_DATE_TIME.format(end.atZone(java.time.ZoneOffset.UTC)))
                .orElse(line);
    }

    /** Whether it may still be used. */
    boolean isValid(Instant now) {
        return validUntil.map(now::isBefore).orElse(true);
    }
}
