package io.umlmachine.samples.features;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All features, in sections.
 *
 * @param sections in the order of the file
 */
record FeatureTable(List<Section> sections) {

    /**
     * Features that belong together.
     *
     * @param title a heading
     * @param rows its features
     */
    record Section(String title, List<Row> rows) {}

    /** Reads {@code features.txt}, in which a heading starts with {@code #} and every other line is a row. */
    static FeatureTable load() throws IOException {
        try (InputStream in = FeatureTable.class.getResourceAsStream("features.txt")) {
            if (in == null) {
                throw new IOException("features.txt is missing");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static FeatureTable parse(String text) {
        List<Section> sections = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            if (line.startsWith("#")) {
                sections.add(new Section(line.substring(1).strip(), new ArrayList<>()));
            } else {
                sections.get(sections.size() - 1).rows().add(Row.parse(line));
            }
        }
        return new FeatureTable(sections);
    }

    Stream<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream());
    }

    /** The feature with a name, be it an option's or a key's. */
    Optional<Row> named(String name) {
        return rows().filter(row -> row.names().contains(name)).findFirst();
    }
}
