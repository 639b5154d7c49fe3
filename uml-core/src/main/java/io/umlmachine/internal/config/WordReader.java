package io.umlmachine.internal.config;

import io.umlmachine.internal.config.Word.Fallback;
import io.umlmachine.internal.config.Word.Part.Literal;
import io.umlmachine.internal.config.Word.Part.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one word: quoting and references to variables. Whatever would need a shell is refused. */
final class WordReader {

    private static final int DEEPEST = 32;

    private final Cursor cursor;
    private final Map<String, String> knownCommands;
    private final List<Word.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean literalQuoted;
    private final Place place;
    private final int depth;

    /** Where a word stands, which decides where it ends and what a shell would do to it. */
    private enum Place {
        SCALAR,
        ELEMENT,
        FALLBACK,
        QUOTED_FALLBACK
    }

    private WordReader(Cursor cursor, Map<String, String> knownCommands, Place place, int depth) {
        this.cursor = cursor;
        this.knownCommands = knownCommands;
        this.place = place;
        this.depth = depth;
    }

    static Word scalar(Cursor cursor, Map<String, String> knownCommands) {
        return new WordReader(cursor, knownCommands, Place.SCALAR, 0).read();
    }

    static Word element(Cursor cursor, Map<String, String> knownCommands) {
        return new WordReader(cursor, knownCommands, Place.ELEMENT, 0).read();
    }

    private Word read() {
        if (depth > DEEPEST) {
            throw cursor.refuse("More than " + DEEPEST + " defaults inside each other");
        }
        home();
        while (!ended()) {
            char c = cursor.peek();
            if (place == Place.QUOTED_FALLBACK) {
                quotedCharacter();
            } else if (c == '\'') {
                cursor.next();
                add(cursor.until('\'', "A single quote"), true);
            } else if (c == '"') {
                doubleQuoted();
            } else if (c == '\\') {
                escaped();
            } else if (c == '$') {
                dollar(false);
            } else {
                plain();
            }
        }
        flush();
        return new Word(parts);
    }

    private boolean ended() {
        char c = cursor.peek();
        return switch (place) {
            case SCALAR -> cursor.atEnd() || c == ' ' || c == '\t' || c == '\n' || c == ';';
            case ELEMENT -> cursor.atEnd() || c == ' ' || c == '\t' || c == '\n' || c == ')';
            case FALLBACK, QUOTED_FALLBACK -> cursor.atEnd() || c == '}';
        };
    }

    /** A leading {@code ~} is the home directory. */
    private void home() {
        if (place == Place.QUOTED_FALLBACK || cursor.peek() != '~') {
            return;
        }
        cursor.next();
        if (!ended() && cursor.peek() != '/' && !(place == Place.SCALAR && cursor.peek() == ':')) {
            throw cursor.refuse(
                    "The home of another user is not looked up: write its path instead of ~" + cursor.restOfLine());
        }
        parts.add(new Reference("HOME", false, true, Optional.empty(), cursor.line()));
    }

    private void doubleQuoted() {
        int start = cursor.line();
        cursor.next();
        add("", true);
        while (cursor.peek() != '"') {
            if (cursor.atEnd()) {
                throw cursor.refuse(start, "A double quote is not closed");
            }
            quotedCharacter();
        }
        cursor.next();
    }

    private void quotedCharacter() {
        char c = cursor.peek();
        if (c == '\\') {
            cursor.next();
            char escaped = cursor.peek();
            if (escaped == '\n') {
                cursor.next();
            } else if ((place == Place.QUOTED_FALLBACK ? "$`\"\\}" : "$`\"\\").indexOf(escaped) >= 0) {
                addNext(true);
            } else {
                add("\\", true);
            }
        } else if (c == '$') {
            dollar(true);
        } else if (c == '`') {
            throw backquote();
        } else if (c == '"' && place == Place.QUOTED_FALLBACK) {
            throw cursor.refuse("Quotes inside a quoted ${NAME:-default} are read differently by each shell");
        } else {
            addNext(true);
        }
    }

    private void escaped() {
        cursor.next();
        if (cursor.atEnd()) {
            throw cursor.refuse("The file ends in a backslash");
        }
        if (!cursor.accept("\n")) {
            addNext(true);
        }
    }

    private void plain() {
        char c = cursor.peek();
        if (c == '`') {
            throw backquote();
        }
        if (c == '\r') {
            throw cursor.refuse("The line ends in a carriage return, which would be part of the value: convert the"
                    + " file to Unix line ends");
        }
        if ("&|<>()".indexOf(c) >= 0 || c == ';') {
            throw cursor.refuse("'" + c + "' would be an operator of the shell, and nothing in this file is run: quote"
                    + " it if it belongs to the value");
        }
        if (place == Place.ELEMENT && "*?[{".indexOf(c) >= 0) {
            throw cursor.refuse("'" + c + "' would be a pattern of the shell: quote it if it belongs to the value");
        }
        addNext(false);
        if (c == ':' && place == Place.SCALAR && cursor.peek() == '~') {
            flush();
            home();
        }
    }

    private void dollar(boolean quoted) {
        cursor.next();
        char c = cursor.peek();
        if (c == '(') {
            command(quoted);
        } else if (c == '{') {
            cursor.next();
            braces(quoted);
        } else if (!quoted && (c == '\'' || c == '"')) {
            throw cursor.refuse("$" + c + " is not supported: use plain quotes");
        } else if (c != Cursor.END && "0123456789@*#?$!-".indexOf(c) >= 0) {
            throw cursor.refuse("$" + c + " is a parameter of a running shell, and nothing in this file is run");
        } else {
            String name = cursor.name();
            if (name.isEmpty()) {
                add("$", quoted);
            } else {
                reference(new Reference(name, false, quoted, Optional.empty(), cursor.line()));
            }
        }
    }

    private void braces(boolean quoted) {
        int line = cursor.line();
        String name = cursor.name();
        boolean all = !name.isEmpty() && (cursor.accept("[@]") || cursor.accept("[*]"));
        if (name.isEmpty()) {
            throw unsupported("${" + cursor.restOfLine());
        }
        if (cursor.accept("}")) {
            reference(new Reference(name, all, quoted, Optional.empty(), line));
            return;
        }
        boolean orEmpty = cursor.accept(":-");
        if (!orEmpty && !cursor.accept("-")) {
            throw unsupported("${" + name + cursor.restOfLine());
        }
        boolean inQuotes = quoted || place == Place.QUOTED_FALLBACK;
        Word word = new WordReader(cursor, knownCommands, inQuotes ? Place.QUOTED_FALLBACK : Place.FALLBACK, depth + 1)
                .read();
        if (!cursor.accept("}")) {
            throw cursor.refuse(line, "${" + name + " is not closed by }");
        }
        reference(new Reference(name, all, quoted, Optional.of(new Fallback(orEmpty, word)), line));
    }

    /** Two or three commands that shipped files hold are known by their results; none is run. */
    private void command(boolean quoted) {
        cursor.next();
        if (cursor.peek() == '(') {
            throw cursor.refuse("Arithmetic is not done: write the number");
        }
        String command = cursor.until(')', "$(").strip();
        String result = knownCommands.get(command);
        if (result == null) {
            throw cursor.refuse("$(" + command + ") is a command, and nothing in this file is run: write its result");
        }
        add(result, quoted);
    }

    private RuntimeException backquote() {
        return cursor.refuse("`...` is a command, and nothing in this file is run: write its result");
    }

    private RuntimeException unsupported(String expansion) {
        return cursor.refuse("Cannot expand " + expansion + ": only $NAME, ${NAME}, ${NAME:-default}, ${NAME-default}"
                + " and ${NAME[@]} are understood");
    }

    private void reference(Reference reference) {
        flush();
        parts.add(reference);
    }

    private void addNext(boolean quoted) {
        add(String.valueOf(cursor.next()), quoted);
    }

    /** Adds text; quoted text makes a word even if it is empty. */
    private void add(String text, boolean quoted) {
        if (quoted != literalQuoted) {
            flush();
        }
        literalQuoted = quoted;
        literal.append(text);
    }

    private void flush() {
        if (literalQuoted || literal.length() > 0) {
            parts.add(new Literal(literal.toString(), literalQuoted));
        }
        literal.setLength(0);
        literalQuoted = false;
    }
}
