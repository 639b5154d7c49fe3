package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.internal.deb822.Stanza;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the words of {@code Depends} in {@code debian/tests/control} stand for. Immutable.
 *
 * @param built the names of the packages that were built
 * @param source the .dsc file
 */
record TestDependencies(List<String> built, Stanza source) {

    /** As {@code apt-get satisfy} understands it; empty if nothing is needed. */
    String resolve(String depends) {
        return Arrays.stream(depends.split(","))
                .map(String::strip)
                .flatMap(this::resolveOne)
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private Stream<String> resolveOne(String clause) {
        return switch (clause) {
            case "@" -> built.stream();
            case "@builddeps@" ->
                Stream.concat(
                        Stream.of("build-essential"),
                        Stream.of("Build-Depends", "Build-Depends-Arch", "Build-Depends-Indep")
                                .flatMap(field -> source.get(field).stream())
                                .flatMap(value -> Arrays.stream(value.split(",")))
                                .map(String::strip));
            default -> Stream.of(clause);
        };
    }
}
