package io.umlmachine.samples.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns for a person: as wide as what is in them, two blanks apart. Not thread-safe. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, headings first; without any row, none. */
    List<String> lines() {
        return rows.size() == 1 ? List.of() : rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(cells.get(column))
                    .append(" ".repeat(width(column) - cells.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
