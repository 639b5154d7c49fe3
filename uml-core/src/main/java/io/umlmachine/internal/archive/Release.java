package io.umlmachine.internal.archive;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.internal.deb822.Stanza;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an archive says of a suite: its {@code Release} file, as Debian's wiki describes it under RepositoryFormat.
 *
 * @param names what the suite may be called: its suite and its code name
 * @param validUntil the end of its validity, if it has one
 * @param byHash whether the files are on the mirror under their hashes too
 * @param files what the suite's files must be, by their places below the suite's directory
 */
public record Release(Set<String> names, Optional<Instant> validUntil, boolean byHash, Map<String, Checksum> files) {

    /** Copies the collections. */
    public Release {
        names = Set.copyOf(names);
        files = Map.copyOf(files);
    }

    /**
     * Reads a release file.
     *
     * @throws Deb822Exception saying what is wrong, and where
     */
    public static Release parse(String text) throws Deb822Exception {
        List<Stanza> stanzas = Deb822.parse(text);
        if (stanzas.size() != 1) {
            throw new Deb822Exception(1, "a release file has one stanza, not " + stanzas.size());
        }
        Stanza stanza = stanzas.get(0);
        Map<String, Checksum> files = new HashMap<>();
        stanza.require("SHA256");
        for (String line : stanza.lines("SHA256")) {
            addFile(stanza.line(), line, files);
        }
        return new Release(
                Stream.of("Suite", "Codename")
                        .flatMap(field -> stanza.get(field).stream())
                        .collect(Collectors.toSet()),
                validity(stanza),
                stanza.get("Acquire-By-Hash").filter("yes"::equals).isPresent(),
                files);
    }

    private static void addFile(int line, String text, Map<String, Checksum> files) throws Deb822Exception {
        String[] words = text.split("\\s+");
        try {
            if (words.length == 3) {
                files.put(words[2], new Checksum(Long.parseLong(words[1]), words[0].toLowerCase(Locale.ROOT)));
                return;
            }
        } catch (IllegalArgumentException e) {
            throw (Deb822Exception)
                    new Deb822Exception(line, "not a SHA256, a size and a file: '" + text + "'").initCause(e);
        }
        throw new Deb822Exception(line, "not a SHA256, a size and a file: '" + text + "'");
    }

    private static Optional<Instant> validity(Stanza stanza) throws Deb822Exception {
        Optional<String> text = stanza.get("Valid-Until");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            // The dates are RFC 1123's, but for the name of the zone.
            return Optional.of(
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.get().replaceFirst("UTC$", "GMT"), Instant::from));
        } catch (DateTimeException e) {
            throw (Deb822Exception) new Deb822Exception(stanza.line(), "not a date: '" + text.get() + "'").initCause(e);
        }
    }
}
