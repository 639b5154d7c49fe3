package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.internal.deb822.Stanza;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code debian/tests/control}. Format: README.package-tests of autopkgtest. */
final class TestsControl {

    private static final Set<String> FIELDS = Set.of(
            "tests",
            "test-command",
            "tests-directory",
            "depends",
            "architecture",
            "classes",
            "features",
            "restrictions");

    private static final String TEST_NAME = "test-name=";

    private TestsControl() {}

    /**
     * The tests, in order.
     *
     * @throws Deb822Exception if it cannot be read
     */
    static List<SourceTest> parse(String text) throws Deb822Exception {
        List<SourceTest> tests = new ArrayList<>();
        int commands = 0;
        for (Stanza stanza : Deb822.parse(withoutComments(text))) {
            Optional<String> command = stanza.get("Test-Command").filter(line -> !line.isBlank());
            if (command.isPresent()) {
                commands++;
            }
            tests.addAll(tests(stanza, command, commands));
        }
        return List.copyOf(tests);
    }

    private static String withoutComments(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    }

    private static List<SourceTest> tests(Stanza stanza, Optional<String> command, int number) {
        List<String> features = words(stanza, "Features");
        Optional<String> unknown = stanza.fields().keySet().stream()
                .filter(name -> !FIELDS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(name -> "the field " + name);
        SourceTest common = new SourceTest(
                "",
                List.of(),
                stanza.get("Depends").map(String::strip).orElse("@"),
                Set.copyOf(words(stanza, "Restrictions")),
                Set.copyOf(words(stanza, "Architecture")),
                unknown.or(() -> features.stream()
                        .filter(feature -> !feature.startsWith(TEST_NAME))
                        .findFirst()
                        .map(feature -> "the feature " + feature)));
        List<String> names = words(stanza, "Tests");
        if (command.isPresent() == !names.isEmpty()) {
            return List.of(common.called("debian/tests/control", List.of())
                    .unsupported("a paragraph that has not one of Tests and Test-Command"));
        }
        if (command.isPresent()) {
            String name = features.stream()
                    .filter(feature -> feature.startsWith(TEST_NAME))
                    .map(feature -> feature.substring(TEST_NAME.length()))
                    .findFirst()
                    .orElse("command" + number);
            return List.of(common.called(name, List.of("bash", "-ec", command.get())));
        }
        String directory = stanza.get("Tests-Directory")
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElse("debian/tests");
        return names.stream()
                .map(name -> common.called(name, List.of(directory + "/" + name)))
                .toList();
    }

    /** Words are apart by spaces or commas. */
    private static List<String> words(Stanza stanza, String field) {
        return stanza.get(field).stream()
                .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
