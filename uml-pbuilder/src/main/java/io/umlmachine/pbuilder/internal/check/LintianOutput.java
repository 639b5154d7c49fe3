package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.pbuilder.LintianTag;
import io.umlmachine.pbuilder.LintianTag.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what lintian(1) prints: a letter, a package, its type unless it is a binary one, a tag, and details. */
final class LintianOutput {

    private static final Map<String, Severity> LETTERS = Map.of(
            "E", Severity.ERROR,
            "W", Severity.WARNING,
            "I", Severity.INFO,
            "P", Severity.PEDANTIC,
            "X", Severity.EXPERIMENTAL,
            "C", Severity.CLASSIFICATION,
            "O", Severity.OVERRIDDEN,
            "M", Severity.OVERRIDDEN);

    private static final Pattern TAG =
            Pattern.compile("([EWIPXCOM]): ([^ :]+)(?: ([a-z]+))?: ([A-Za-z0-9][A-Za-z0-9/._+-]*)(?: +(.*))?");

    private LintianOutput() {}

    /** The tags, in their order; notes and what else is printed are left out. */
    static List<LintianTag> parse(String output) {
        return output.lines().flatMap(line -> tag(line).stream()).toList();
    }

    private static Optional<LintianTag> tag(String line) {
        Matcher matcher = TAG.matcher(line.stripTrailing());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new LintianTag(
                Objects.requireNonNull(LETTERS.get(matcher.group(1))),
                matcher.group(2),
                Objects.requireNonNullElse(matcher.group(3), "binary"),
                matcher.group(4),
                Objects.requireNonNullElse(matcher.group(5), "")));
    }
}
