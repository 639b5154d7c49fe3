package io.umlmachine.samples.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * What a stream of output leads to: a person's terminal, which has a width and may have colours, or a pipe or file, which
 * gets plain lines that are never broken.
 *
 * @param columns the terminal's width; empty if it is no terminal
 * @param colours whether colours are wanted
 */
record Screen(Optional<Integer> columns, boolean colours) {

    /** Longer lines are hard to read, however wide a terminal is. */
    private static final int READABLE = 120;

    private static final int NARROWEST = 20;
    private static final int USUAL = 80;

    /** Where output goes. */
    static Screen out() {
        return of('1');
    }

    /** Where errors and progress go. */
    static Screen err() {
        return of('2');
    }

    /** A pipe or file. */
    static Screen plain() {
        return new Screen(Optional.empty(), false);
    }

    /**
     * The launcher tells which of the descriptors 0, 1 and 2 are terminals, such as {@code 012}, and how wide they are,
     * because Java cannot. NO_COLOR is the convention of no-color.org: any text but the empty one.
     */
    private static Screen of(char descriptor) {
        if (System.getProperty("pbuilder-uml.terminals", "").indexOf(descriptor) < 0) {
            return plain();
        }
        int columns = Math.max(NARROWEST, Integer.getInteger("pbuilder-uml.columns", USUAL));
        String unwanted = System.getenv("NO_COLOR");
        return new Screen(Optional.of(columns), unwanted == null || unwanted.isEmpty());
    }

    Ansi ansi() {
        return colours ? Ansi.ON : Ansi.OFF;
    }

    /** How long lines of running text may be; on a pipe as long as on a usual terminal. */
    int textWidth() {
        return Math.min(READABLE, columns.orElse(USUAL) - 1);
    }

    String good(String text) {
        return painted(text, "32");
    }

    String bad(String text) {
        return painted(text, "1;31");
    }

    String strong(String text) {
        return painted(text, "1");
    }

    /** By numbers of console_codes(4), and not by picocli's markup: the text is anybody's. */
    private String painted(String text, String codes) {
        return colours ? "\u001b[" + codes + "m" + text + "\u001b[0m" : text;
    }

    /** A paragraph as lines, after something that stays as it is: on a terminal broken between words. */
    List<String> lines(String first, String text, int indent) {
        return columns.isPresent() ? Paragraph.fill(first, text, textWidth(), indent) : List.of(first + text);
    }
}
