package io.umlmachine.internal.deb822;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One paragraph of fields. Names are looked up without regard to case. Immutable and thread-safe.
 *
 * @param line where it starts, from 1
 * @param fields its fields by name
 */
public record Stanza(int line, Map<String, String> fields) {

    /** Copies the fields. */
    public Stanza {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(fields);
        fields = Collections.unmodifiableMap(sorted);
    }

    /** A field's value: its lines joined by newlines, each without surrounding blanks. */
    public Optional<String> get(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * The value of a field that must be there.
     *
     * @throws Deb822Exception if it is not
     */
    public String require(String field) throws Deb822Exception {
        return get(field).orElseThrow(() -> new Deb822Exception(line, "the field " + field + " is missing"));
    }

    /** A field's value as words between blanks and newlines; none if there is no such field. */
    public List<String> words(String field) {
        return split(field, "\\s+");
    }

    /** The lines of a field's value that are not empty; none if there is no such field. */
    public List<String> lines(String field) {
        return split(field, "\n");
    }

    private List<String> split(String field, String separator) {
        return Arrays.stream(get(field).orElse("").split(separator))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
