package io.umlmachine.pbuilder.internal.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A test as a source declares it. Immutable.
 *
 * @param name what it is called
 * @param argv what it runs, in the unpacked source
 * @param depends what it needs, with {@code @} and {@code @builddeps@}
 * @param restrictions what it declares
 * @param architectures where it can run; empty for everywhere
 * @param unsupported what else it declares that is not understood
 */
record SourceTest(
        String name,
        List<String> argv,
        String depends,
        Set<String> restrictions,
        Set<String> architectures,
        Optional<String> unsupported) {

    private static final Set<String> SUPPORTED = Set.of(
            "allow-stderr",
            "needs-root",
            "superficial",
            "flaky",
            "skippable",
            "skip-not-installable",
            "skip-foreign-architecture",
            "rw-build-tree",
            "breaks-testbed",
            "needs-internet",
            "isolation-container",
            "isolation-machine");

    SourceTest called(String name, List<String> argv) {
        return new SourceTest(name, argv, depends, restrictions, architectures, unsupported);
    }

    SourceTest unsupported(String what) {
        return new SourceTest(name, argv, depends, restrictions, architectures, Optional.of(what));
    }

    boolean has(String restriction) {
        return restrictions.contains(restriction);
    }

    /** What is in the way of it here. */
    Optional<String> objection(String architecture) {
        if (unsupported.isPresent()) {
            return unsupported.map(what -> what + " is not supported");
        }
        Optional<String> restriction = restrictions.stream()
                .filter(word -> !SUPPORTED.contains(word))
                .sorted()
                .findFirst();
        if (restriction.isPresent()) {
            return restriction.map(word -> "the restriction " + word + " is not supported");
        }
        if (depends.contains("@recommends@")) {
            return Optional.of("the dependency @recommends@ is not supported");
        }
        return runsOn(architecture)
                ? Optional.empty()
                : Optional.of(
                        "it is for the architectures " + String.join(" ", architectures) + ", not for " + architecture);
    }

    private boolean runsOn(String architecture) {
        List<String> excluded = architectures.stream()
                .filter(word -> word.startsWith("!"))
                .map(word -> word.substring(1))
                .toList();
        if (excluded.stream().anyMatch(word -> matches(word, architecture))) {
            return false;
        }
        return excluded.size() == architectures.size()
                || architectures.stream().anyMatch(word -> matches(word, architecture));
    }

    private static boolean matches(String wildcard, String architecture) {
        return Set.of("any", "all", "linux-any", "any-" + architecture, architecture)
                .contains(wildcard);
    }
}
