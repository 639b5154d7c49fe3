package io.umlmachine.samples.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns for a person: as wide as what is in them, two blanks apart. Where a terminal is too narrow for all of them, the
 * later ones are on lines of their own, indented. Not thread-safe.
 */
final class Table {

    private static final String GAP = "  ";
    private static final String INDENT = "    ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, headings first; without any row, none. */
    List<String> lines(Screen screen) {
        if (rows.size() == 1) {
            return List.of();
        }
        List<List<Integer>> groups = groups(screen.columns().orElse(Integer.MAX_VALUE));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            for (List<Integer> group : groups) {
                String line = (group.contains(0) ? "" : INDENT) + line(row, group);
                lines.add(row == rows.get(0) ? screen.strong(line) : line);
            }
        }
        return lines;
    }

    /** Which columns share a line. */
    private List<List<Integer>> groups(int room) {
        List<List<Integer>> groups = new ArrayList<>();
        int used = 0;
        for (int column = 0; column < rows.get(0).size(); column++) {
            if (column == 0 || used + GAP.length() + width(column) > room) {
                used = column == 0 ? width(column) : INDENT.length() + width(column);
                groups.add(new ArrayList<>());
            } else {
                used += GAP.length() + width(column);
            }
            groups.get(groups.size() - 1).add(column);
        }
        return groups;
    }

    private String line(List<String> cells, List<Integer> columns) {
        StringBuilder line = new StringBuilder();
        for (int column : columns) {
            line.append(cells.get(column))
                    .append(" ".repeat(width(column) - cells.get(column).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
