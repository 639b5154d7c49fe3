package io.umlmachine.pbuilder.internal.report;

import java.util.regex.Pattern;

/** What a line of a log looks like. A guess: programs say in many ways that something is wrong. */
enum LineKind {
    PLAIN,
    WARNING,
    ERROR;

    /**
     * What compilers, make, apt, dpkg, debhelper, linkers, shells and test programs write. No part of it can be tried at
     * more than a few lengths: who writes the log must not be able to make this slow.
     */
    private static final Pattern ERRORS = Pattern.compile("(?:^|[\\s:(\\[])(?:error|ERROR|Error|fatal|FATAL)(?::|\\])"
            + "|^E: |: \\*\\*\\* |: not found$|: command not found|undefined reference to|^FAIL(?:ED)?[: ]"
            + "|^Traceback \\(most recent call last\\)|Segmentation fault|^The build ended with ");

    private static final Pattern WARNINGS = Pattern.compile("(?:^|[\\s:(\\[])(?:[Ww]arning|WARNING)(?::|\\])|^W: ");

    static LineKind of(String line) {
        // Of make, where a recipe may fail.
        if (mayBe(line) && !line.endsWith(" (ignored)") && ERRORS.matcher(line).find()) {
            return ERROR;
        }
        return (line.contains("arning") || line.contains("WARNING") || line.startsWith("W: "))
                        && WARNINGS.matcher(line).find()
                ? WARNING
                : PLAIN;
    }

    /** Logs are long, and most of their lines hold none of this. */
    private static boolean mayBe(String line) {
        return line.contains("rror")
                || line.contains("ERROR")
                || line.contains("***")
                || line.contains("not found")
                || line.contains("fatal:")
                || line.contains("FA")
                || line.startsWith("E: ")
                || line.startsWith("T")
                || line.contains("undefined ref")
                || line.contains("Segmentation");
    }
}
