package io.umlmachine.pbuilder.internal.report;

import java.util.regex.Pattern;

/**
 * Makes text of strangers harmless to the eye: what a terminal would obey is gone, and what would be invisible, or change
 * the order of what is around it, is shown. The result is still to be escaped.
 */
final class Visible {

    private static final char ESCAPE = '\u001b';
    private static final char CSI = '\u009b';
    private static final char DELETE = '\u007f';
    private static final char REPLACEMENT = '\ufffd';
    private static final int CONTROL_PICTURES = 0x2400;
    private static final char PICTURE_OF_DELETE = '\u2421';

    /** ECMA-48: control sequences, strings (of which xterm ends some with BEL), and escapes of two or three characters. */
    private static final Pattern ESCAPES = Pattern.compile("(?:\\x1b\\[|\\x9b)[0-?]*+[ -/]*+[@-~]?"
            + "|\\x1b[\\]PX^_][^\\x07\\x1b]*+(?:\\x07|\\x1b\\\\)?"
            + "|\\x1b[ -/]*+[0-~]?");

    private Visible() {}

    /** The text with tabs and newlines, and without anything else that is not seen. */
    static String of(String text) {
        String plain = withoutEscapes(text);
        int first = 0;
        while (first < plain.length() && isPlain(plain.charAt(first))) {
            first++;
        }
        if (first == plain.length()) {
            return plain;
        }
        StringBuilder out = new StringBuilder(plain.length() + 16).append(plain, 0, first);
        for (int i = first; i < plain.length(); ) {
            int point = plain.codePointAt(i);
            show(point, out);
            i += Character.charCount(point);
        }
        return out.toString();
    }

    private static String withoutEscapes(String text) {
        return text.indexOf(ESCAPE) < 0 && text.indexOf(CSI) < 0
                ? text
                : ESCAPES.matcher(text).replaceAll("");
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < DELETE || c == '\t' || c == '\n';
    }

    private static void show(int point, StringBuilder out) {
        if (point < DELETE && isPlain((char) point)) {
            out.append((char) point);
        } else if (point < ' ') {
            out.append((char) (CONTROL_PICTURES + point));
        } else if (point == DELETE) {
            out.append(PICTURE_OF_DELETE);
        } else {
            switch (Character.getType(point)) {
                // Among the format characters are those that turn the order of text around.
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE -> out.append("[U+%04X]".formatted(point));
                case Character.SURROGATE, Character.UNASSIGNED -> out.append(REPLACEMENT);
                default -> out.appendCodePoint(point);
            }
        }
    }
}
