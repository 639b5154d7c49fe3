package io.umlmachine.pbuilder.internal.build;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a guest's kernel says when it ends programs for want of memory. */
final class OutOfMemory {

    /** Linux, mm/oom_kill.c: the number of the process, and then its name, of at most 15 characters. */
    private static final Pattern KILLED = Pattern.compile("Out of memory: Killed process \\d+ \\((.{1,15})\\)");

    private OutOfMemory() {}

    /** The program that was ended last, if any was. */
    static Optional<String> victim(String console) {
        return KILLED.matcher(console).results().map(found -> found.group(1)).reduce((earlier, later) -> later);
    }
}
