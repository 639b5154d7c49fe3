package io.umlmachine.samples.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Paragraph {

    private Paragraph() {}

    /**
     * Breaks a text between words. A word that is longer than a line, such as a path, stays whole. Line breaks and indents of
     * the text itself stay.
     *
     * @param first what stands before the first line, as it is
     * @param width how long a line may be
     * @param indent the blanks before every line but the first
     */
    static List<String> fill(String first, String text, int width, int indent) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String own =
                    " ".repeat(paragraph.length() - paragraph.stripLeading().length());
            StringBuilder line = new StringBuilder(lines.isEmpty() ? first + own : " ".repeat(indent) + own);
            int start = line.length();
            for (String word : paragraph.strip().split(" +")) {
                if (line.length() > start && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line = new StringBuilder(" ".repeat(indent) + own);
                    start = line.length();
                }
                line.append(line.length() > start ? " " : "").append(word);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
