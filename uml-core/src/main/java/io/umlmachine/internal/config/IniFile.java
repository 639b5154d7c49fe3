package io.umlmachine.internal.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code [sections]} with {@code key = value} lines, as rootstrap.conf is one. What stands before the first
 * section belongs to the section with the empty name. Comments are lines that begin with {@code #} or {@code ;}, and what
 * follows one of these after a blank; an indented line that sets no key continues the value before it.
 */
public final class IniFile {

    private static final Pattern SECTION = Pattern.compile("\\[\\s*([^\\]]*?)\\s*\\]");
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)\\s*[=:](.*)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)[#;].*");

    private IniFile() {}

    /**
     * A key with its value.
     *
     * @param section the section's name, or nothing
     * @param key as it is written
     * @param value without blanks around it; the lines of a longer one are separated by blanks
     * @param line where it begins, counted from 1
     */
    public record Entry(String section, String key, String value, int line) {}

    /**
     * Parses a text.
     *
     * @param text the file's text
     * @param file what messages call it
     * @return every line that sets a key, in their order; a key may be there twice
     * @throws SyntaxException if a line is neither a section, a key nor a comment
     */
    public static List<Entry> parse(String text, Path file) {
        List<Entry> entries = new ArrayList<>();
        String section = "";
        int number = 0;
        boolean open = false;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = COMMENT.matcher(raw).replaceFirst("").strip();
            if (line.isEmpty()) {
                open &= !raw.isBlank();
                continue;
            }
            Matcher header = SECTION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (header.matches()) {
                section = header.group(1);
                open = false;
            } else if (entry.matches()) {
                entries.add(new Entry(section, entry.group(1), entry.group(2).strip(), number));
                open = true;
            } else if (open && Character.isWhitespace(raw.charAt(0))) {
                Entry begun = entries.remove(entries.size() - 1);
                String value = (begun.value() + " " + line).strip();
                entries.add(new Entry(begun.section(), begun.key(), value, begun.line()));
            } else {
                throw new SyntaxException(file, number, "Neither a [section], a key = value nor a comment: " + line);
            }
        }
        return List.copyOf(entries);
    }
}
