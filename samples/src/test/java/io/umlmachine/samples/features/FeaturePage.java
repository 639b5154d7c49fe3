package io.umlmachine.samples.features;

import io.umlmachine.samples.features.Evidence.TestName;
import io.umlmachine.samples.features.Row.Status;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The page that shows the table to people.
 *
 * @param table the features
 * @param evidence what tests show of them
 */
record FeaturePage(FeatureTable table, Evidence evidence) {

    private static final String HEAD = """
            # Features of the predecessors

            Every command, option, key and file of pbuilder, pbuilder-user-mode-linux, rootstrap and uml-utilities: what has
            become of it here, and the tests that show it. `*Test` boots nothing, `*IT` boots real machines.

            This page is made from `features.txt` and from the tags of the tests (`@Proves`, `@Parses`, `@Remarks`, `@Refuses`), and
            `FeaturesTest` compares it with them.

            """;

    /** As Markdown. */
    String text() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| status | features |\n| --- | ---: |\n");
        for (Status status : Status.values()) {
            long count = table.rows().filter(row -> row.status() == status).count();
            page.append("| ").append(status.words()).append(" | ").append(count).append(" |\n");
        }
        for (FeatureTable.Section section : table.sections()) {
            page.append("\n## ").append(section.title()).append("\n\n");
            page.append("| feature | what it does | status | shown by |\n| --- | --- | --- | --- |\n");
            section.rows().forEach(row -> page.append(line(row)));
        }
        return page.toString();
    }

    private String line(Row row) {
        return Arrays.asList(
                        row.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" ")),
                        row.text(),
                        row.status().words(),
                        evidence.of(row).stream()
                                .map(Evidence.Tag::test)
                                .distinct()
                                .map(FeaturePage::link)
                                .collect(Collectors.joining(", ")))
                .stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String link(TestName test) {
        return "[" + test + "](../" + test.source() + ")";
    }
}
