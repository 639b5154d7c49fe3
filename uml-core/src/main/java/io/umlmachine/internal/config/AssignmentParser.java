package io.umlmachine.internal.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of shell assignments into statements. Commands, conditions, substitutions and whatever else would need a
 * shell are refused with file and line.
 */
public final class AssignmentParser {

    private final Cursor cursor;
    private final Map<String, String> knownCommands;
    private final List<Statement> statements = new ArrayList<>();

    private AssignmentParser(Cursor cursor, Map<String, String> knownCommands) {
        this.cursor = cursor;
        this.knownCommands = knownCommands;
    }

    /**
     * Parses a text.
     *
     * @param file what messages call it
     * @param knownCommands commands, as they stand between {@code $(} and {@code )}, whose results are known
     * @throws SyntaxException if the text is more than assignments
     */
    public static List<Statement> parse(String text, Path file, Map<String, String> knownCommands) {
        Cursor cursor = new Cursor(text, file);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            int line =
                    (int) text.substring(0, nul).chars().filter(c -> c == '\n').count() + 1;
            throw cursor.refuse(line, "A NUL character: this is no text file");
        }
        return new AssignmentParser(cursor, knownCommands).statements();
    }

    private List<Statement> statements() {
        skipToStatement();
        while (!cursor.atEnd()) {
            statement();
            skipToStatement();
        }
        return List.copyOf(statements);
    }

    /** One statement may hold several assignments: {@code A=1 B=2}. */
    private void statement() {
        boolean export = false;
        boolean first = true;
        while (!atStatementEnd()) {
            String before = cursor.restOfLine();
            int line = cursor.line();
            String name = cursor.name();
            boolean append = cursor.accept("+=");
            if (!name.isEmpty() && (append || cursor.accept("="))) {
                statements.add(new Statement.Assignment(name, append, export, value(), line));
            } else if (first && name.equals("export") && isBlank(cursor.peek())) {
                export = true;
            } else if (export && !append && !name.isEmpty() && endsWord(cursor.peek())) {
                statements.add(new Statement.Export(name, line));
            } else {
                throw cursor.refuse(line, "Not an assignment, and nothing in this file is run: " + before);
            }
            first = false;
            skipBlanks();
        }
    }

    private Statement.Source value() {
        if (cursor.peek() != '(') {
            return new Statement.Source.Single(WordReader.scalar(cursor, knownCommands));
        }
        int start = cursor.line();
        cursor.next();
        List<Word> words = new ArrayList<>();
        skipToElement();
        while (cursor.peek() != ')') {
            if (cursor.atEnd()) {
                throw cursor.refuse(start, "The list is not closed by )");
            }
            words.add(WordReader.element(cursor, knownCommands));
            skipToElement();
        }
        cursor.next();
        if (!endsWord(cursor.peek())) {
            throw cursor.refuse("Text follows the list's ) directly: " + cursor.restOfLine());
        }
        return new Statement.Source.Several(List.copyOf(words));
    }

    private void skipToStatement() {
        skipBlanks();
        while (cursor.peek() == '\n' || cursor.peek() == ';') {
            cursor.next();
            skipBlanks();
        }
    }

    private void skipToElement() {
        skipBlanks();
        while (cursor.peek() == '\n') {
            cursor.next();
            skipBlanks();
        }
    }

    /** Steps over blanks, line continuations and a comment; all its callers stand at the start of a word. */
    private void skipBlanks() {
        while (cursor.accept(" ") || cursor.accept("\t") || cursor.accept("\\\n")) {
            // Each step is the work.
        }
        if (cursor.peek() == '#') {
            while (!cursor.atEnd() && cursor.peek() != '\n') {
                cursor.next();
            }
        }
    }

    private boolean atStatementEnd() {
        return cursor.atEnd() || cursor.peek() == '\n' || cursor.peek() == ';';
    }

    private static boolean endsWord(char c) {
        return c == Cursor.END || isBlank(c) || c == '\n' || c == ';';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
