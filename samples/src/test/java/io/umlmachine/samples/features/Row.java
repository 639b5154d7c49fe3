package io.umlmachine.samples.features;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A feature of the predecessors.
 *
 * @param id its first name, by which tests tag it
 * @param names what it is called, an option beside its key
 * @param status what has become of it
 * @param text what it does; of one that is not supported, what to do instead
 */
record Row(String id, List<String> names, Status status, String text) {

    private static final Pattern FIELDS = Pattern.compile("\\s*\\|\\s*");
    private static final int FIELD_COUNT = 3;

    enum Status {
        /** A test shows it at work. */
        WORKS("works"),
        /** It is read and passed on; no test shows what comes of it. */
        READ("read only"),
        /** It is accepted, and a remark, which a test shows, says why nothing has to be done for it. */
        UNNEEDED("not needed"),
        /** It is refused by name, with what to do instead, and a test shows that. */
        REFUSED("refused by name");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Reads {@code NAME, NAME | STATUS | TEXT}. */
    static Row parse(String line) {
        String[] fields = FIELDS.split(line.strip(), FIELD_COUNT);
        if (fields.length < FIELD_COUNT) {
            throw new IllegalArgumentException("A row is NAME | STATUS | TEXT: " + line);
        }
        List<String> names = List.of(fields[0].split(",\\s*"));
        Status status = Arrays.stream(Status.values())
                .filter(one -> one.words().equals(fields[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No status is called '" + fields[1] + "': " + line));
        return new Row(names.get(0), names, status, fields[2]);
    }
}
