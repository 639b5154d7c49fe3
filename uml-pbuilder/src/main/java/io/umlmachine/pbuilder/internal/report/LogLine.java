package io.umlmachine.pbuilder.internal.report;

/**
 * A line of a log.
 *
 * @param number its number in the file, from 1
 * @param text what it says, as much as is shown of it
 * @param kind what it looks like
 */
record LogLine(long number, String text, LineKind kind) {

    private static final int SHOWN = 2000;
    private static final int SAME = 4;

    /** A line as it was read. */
    static LogLine of(LogReader.Line line) {
        String visible = Visible.of(lastState(line.text()));
        long left = line.more();
        if (visible.length() > SHOWN) {
            int end = Character.isHighSurrogate(visible.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
            left += visible.length() - end;
            visible = visible.substring(0, end);
        }
        LineKind kind = LineKind.of(visible);
        return new LogLine(
                line.number(),
                left == 0 ? visible : visible + " \u2026 [" + Words.count(left, "more character") + "]",
                kind);
    }

    /** Of a line that a program wrote over and over, as to show how far it is, what a terminal would show last. */
    private static String lastState(String text) {
        String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        int last = line.lastIndexOf('\r');
        if (last < 0 || last + 1 + SAME > line.length()) {
            return line;
        }
        String state = line.substring(last + 1);
        return line.startsWith(state.substring(0, SAME)) ? state : line;
    }
}
