package io.umlmachine;

import java.util.List;
import java.util.OptionalInt;

/** The words that the exceptions about a kernel process share. */
final class Diagnosis {

    private static final int LINES = 25;

    private Diagnosis() {}

    static String describe(String what, List<String> commandLine, OptionalInt exitStatus, String consoleTail) {
        StringBuilder text = new StringBuilder(what);
        exitStatus.ifPresent(
                status -> text.append("; the kernel process ended with status ").append(status));
        text.append("\n--- kernel command line: ").append(String.join(" ", commandLine));
        return text.append(console(consoleTail)).toString();
    }

    /** The last lines of a console, to follow a message. */
    static String console(String tail) {
        List<String> lines = tail.lines().toList();
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n--- console:");
        lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                .forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }
}
