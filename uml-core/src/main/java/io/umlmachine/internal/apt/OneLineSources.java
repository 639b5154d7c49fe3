package io.umlmachine.internal.apt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads apt's one-line format, as sources.list(5) describes it. */
public final class OneLineSources {

    private static final Pattern ENTRY = Pattern.compile("(deb|deb-src)\\s+(?:\\[([^]]*)]\\s*)?(\\S.*)");

    private OneLineSources() {}

    /**
     * Reads a whole file.
     *
     * @return its entries in order
     * @throws AptSourcesException naming the line that is no entry
     */
    public static List<AptEntry> parse(String text) throws AptSourcesException {
        List<AptEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            String entry = withoutComment(line).strip();
            if (!entry.isEmpty()) {
                entries.add(parseEntry(number, entry));
            }
        }
        return List.copyOf(entries);
    }

    private static AptEntry parseEntry(int number, String entry) throws AptSourcesException {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            throw new AptSourcesException(number, "expected 'deb [options] URI suite component…', not '" + entry + "'");
        }
        List<String> words = List.of(matcher.group(3).split("\\s+"));
        if (words.size() < 2) {
            throw new AptSourcesException(number, "the entry has no suite: '" + entry + "'");
        }
        List<String> components = words.subList(2, words.size());
        if (components.isEmpty() != words.get(1).endsWith("/")) {
            throw new AptSourcesException(
                    number, "components belong to a suite, and not to a path that ends with a slash: '" + entry + "'");
        }
        return new AptEntry(
                matcher.group(1),
                words.get(0),
                words.get(1),
                components,
                signedBy(Optional.ofNullable(matcher.group(2))));
    }

    private static Optional<String> signedBy(Optional<String> options) {
        return options.stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .filter(option -> option.startsWith("signed-by="))
                .map(option -> option.substring(option.indexOf('=') + 1))
                .findFirst();
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return hash < 0 ? line : line.substring(0, hash);
    }
}
