package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Text and values of attributes are made {@linkplain Visible visible} and escaped, all of them: there is no way
 * to write markup but by the names of elements. Not thread-safe.
 */
final class Html {

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    Html(Writer out) {
        this.out = out;
    }

    /** Begins an element; attributes are names and values in turn. */
    Html open(String element, String... attributes) throws IOException {
        start(element, attributes);
        open.push(element);
        return this;
    }

    /** Ends the newest element that was begun. */
    Html close() throws IOException {
        out.write("</" + open.pop() + ">");
        return this;
    }

    Html text(String text) throws IOException {
        out.write(escape(Visible.of(text)));
        return this;
    }

    /** An element with text alone. */
    Html element(String element, String text, String... attributes) throws IOException {
        return open(element, attributes).text(text).close();
    }

    /** An element that has no end. */
    Html empty(String element, String... attributes) throws IOException {
        start(element, attributes);
        return this;
    }

    /** So that the source can be read, too. */
    Html line() throws IOException {
        out.write('\n');
        return this;
    }

    private void start(String element, String... attributes) throws IOException {
        out.write('<');
        out.write(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(' ');
            out.write(attributes[i]);
            out.write("=\"");
            out.write(escape(Visible.of(attributes[i + 1])));
            out.write('"');
        }
        out.write('>');
    }

    /** For text and for values in quotation marks alike. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
