package io.umlmachine.pbuilder.internal.queue;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads relations to packages, as Debian Policy 7.1 and deb-src-control(5) have them. Of alternatives, the first one counts,
 * as it does for Debian's own builders. Immutable and thread-safe.
 *
 * @param architecture that of the build
 * @param profiles those of the build
 */
record Relations(String architecture, Set<String> profiles) {

    private static final Pattern RELATION = Pattern.compile(
            "([A-Za-z0-9][A-Za-z0-9+.-]*)(?::[a-z0-9-]+)?\\s*(?:\\([^)]*\\))?\\s*(?:\\[([^]]*)])?\\s*((?:<[^>]*>\\s*)*)");

    private static final Pattern PROFILES = Pattern.compile("<([^>]*)>");

    /** The names of packages that a field asks for. */
    Set<String> packages(String field) {
        Set<String> names = new LinkedHashSet<>();
        for (String alternatives : field.split(",")) {
            for (String relation : alternatives.split("\\|")) {
                Optional<String> name = applicable(relation.strip());
                if (name.isPresent()) {
                    names.add(name.get());
                    break;
                }
            }
        }
        return names;
    }

    /** The package of a relation that counts for this build. What is no relation is left to apt, which says so. */
    private Optional<String> applicable(String relation) {
        Matcher matcher = RELATION.matcher(relation);
        return matcher.matches() && isForArchitecture(matcher.group(2)) && isForProfiles(matcher.group(3))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    private boolean isForArchitecture(@org.jspecify.annotations.Nullable String list) {
        if (list == null || list.isBlank()) {
            return true;
        }
        String[] words = list.strip().split("\\s+");
        boolean negated = words[0].startsWith("!");
        for (String word : words) {
            if (matches(negated ? word.substring(1) : word)) {
                return !negated;
            }
        }
        return negated;
    }

    /** Of the wildcards, those that can be meant on Linux. */
    private boolean matches(String name) {
        return name.equals(architecture)
                || name.equals("any")
                || name.equals("linux-any")
                || name.equals("any-" + architecture)
                || name.equals("linux-" + architecture);
    }

    /** Any of the groups, and of a group all. */
    private boolean isForProfiles(String formula) {
        Matcher group = PROFILES.matcher(formula);
        boolean any = true;
        while (group.find()) {
            any = false;
            boolean all = true;
            for (String term : group.group(1).strip().split("\\s+")) {
                all &= term.startsWith("!") != profiles.contains(term.replaceFirst("^!", ""));
            }
            if (all) {
                return true;
            }
        }
        return any;
    }
}
