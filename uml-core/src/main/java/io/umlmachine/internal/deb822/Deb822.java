package io.umlmachine.internal.deb822;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Debian's control file format, as deb822(5) and Debian Policy 5.1 describe it: stanzas apart by blank lines, fields
 * {@code Name: value}, lines that start with a blank continue the value, a lone dot stands for an empty line, and lines
 * that start with {@code #} are comments wherever they stand.
 */
public final class Deb822 {

    /** Policy 5.1: printable ASCII but for blanks and colons; neither {@code #} nor {@code -} comes first. */
    private static final Pattern FIELD = Pattern.compile("([!\"$-,.-9;-~][!-9;-~]*)[ \\t]*:(.*)", Pattern.DOTALL);

    private final List<Stanza> stanzas = new ArrayList<>();
    private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int start = 1;
    private String open = "";

    private Deb822() {}

    /**
     * Reads a whole text.
     *
     * @return its stanzas, none of them empty
     * @throws Deb822Exception naming the line that is neither a field, nor its continuation, nor a comment
     */
    public static List<Stanza> parse(String text) throws Deb822Exception {
        Deb822 parser = new Deb822();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            parser.read(++number, line);
        }
        parser.endStanza();
        return List.copyOf(parser.stanzas);
    }

    private void read(int number, String line) throws Deb822Exception {
        if (line.startsWith("#")) {
            return;
        }
        if (line.isBlank()) {
            endStanza();
        } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            continueField(number, line.strip());
        } else {
            startField(number, line);
        }
    }

    private void startField(int number, String line) throws Deb822Exception {
        Matcher matcher = FIELD.matcher(line);
        if (!matcher.matches()) {
            throw new Deb822Exception(number, "expected 'Field: value', not '" + line + "'");
        }
        if (fields.isEmpty()) {
            start = number;
        }
        open = matcher.group(1);
        if (fields.containsKey(open)) {
            throw new Deb822Exception(number, "the field " + open + " is there twice in one stanza");
        }
        fields.put(open, matcher.group(2).strip());
    }

    private void continueField(int number, String line) throws Deb822Exception {
        if (open.isEmpty()) {
            throw new Deb822Exception(number, "a continuation of no field: '" + line + "'");
        }
        fields.merge(open, line.equals(".") ? "" : line, (value, more) -> value + "\n" + more);
    }

    private void endStanza() {
        if (!fields.isEmpty()) {
            stanzas.add(new Stanza(start, fields));
            fields.clear();
        }
        open = "";
    }
}
