package io.umlmachine.internal.config;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text, which knows its line. The end of the text reads as {@link #END}. */
final class Cursor {

    /** No text holds it: {@link AssignmentParser} refuses NUL characters first. */
    static final char END = '\0';

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Path file;
    private final String text;
    private int at;
    private int line = 1;

    Cursor(String text, Path file) {
        this.text = text;
        this.file = file;
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char next() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** Steps over {@code expected} if it comes next. */
    boolean accept(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            next();
        }
        return true;
    }

    /** Steps over a variable's name; empty if none comes next. */
    String name() {
        Matcher matcher = NAME.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    /** Steps over everything up to {@code end} and {@code end} itself. */
    String until(char end, String what) {
        int start = at;
        int startLine = line;
        while (!atEnd()) {
            if (next() == end) {
                return text.substring(start, at - 1);
            }
        }
        throw refuse(startLine, what + " is not closed by " + end);
    }

    /** What is left of the line, for messages. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        return text.substring(at, end < 0 ? text.length() : end).strip();
    }

    int line() {
        return line;
    }

    SyntaxException refuse(String message) {
        return refuse(line, message);
    }

    SyntaxException refuse(int where, String message) {
        return new SyntaxException(file, where, message);
    }
}
