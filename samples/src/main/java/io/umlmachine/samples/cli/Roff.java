package io.umlmachine.samples.cli;

/** Writes the language of manual pages: macros and escapes as groff_man(7) and man(7) describe them. Not thread-safe. */
final class Roff {

    private final StringBuilder page = new StringBuilder();

    /** Any text, as it shall be read: nothing of it is taken for a request or an escape. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            escaped.append(
                    switch (character) {
                        case '\\' -> "\\e";
                        // A hyphen that can be copied into a command.
                        case '-' -> "\\-";
                        case '\'' -> "\\(aq";
                        case '`' -> "\\(ga";
                        case '^' -> "\\(ha";
                        case '~' -> "\\(ti";
                        // A line that begins with a dot would be a request.
                        case '.' -> i == 0 || text.charAt(i - 1) == '\n' ? "\\&." : ".";
                        default -> String.valueOf(character);
                    });
        }
        return escaped.toString();
    }

    static String bold(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + escape(text) + "\\fR";
    }

    /** The head of the page: its name, its section, and what it belongs to. */
    Roff title(String name, String section, String source, String manual) {
        return line(".TH \"" + quoted(name) + "\" \"" + section + "\" \"\" \"" + quoted(source) + "\" \""
                + quoted(manual) + "\"");
    }

    Roff section(String heading) {
        return line(".SH \"" + quoted(heading) + "\"");
    }

    Roff subsection(String heading) {
        return line(".SS \"" + quoted(heading) + "\"");
    }

    /** A paragraph of plain text. */
    Roff paragraph(String text) {
        return line(".PP").line(escape(text.strip()));
    }

    /** What apropos(1) lists: a section of one line, of a form of its own. */
    Roff name(String name, String summary) {
        return section("NAME").line(escape(name) + " \\- " + escape(summary));
    }

    /** A paragraph that holds escapes already. */
    Roff escapedParagraph(String escaped) {
        return line(".PP").line(escaped);
    }

    /** An entry of a list: a term that holds escapes already, and a plain text. */
    Roff entry(String escapedTerm, String text) {
        return line(".TP").line(escapedTerm).line(text.isBlank() ? "\\&" : escape(text.strip()));
    }

    /** Lines as they are, such as a shell session. */
    Roff verbatim(String lines) {
        return line(".PP")
                .line(".in +4n")
                .line(".EX")
                .line(escape(lines.stripTrailing()))
                .line(".EE")
                .line(".in");
    }

    private Roff line(String text) {
        page.append(text).append('\n');
        return this;
    }

    private static String quoted(String text) {
        return escape(text).replace("\"", "\\(dq");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
