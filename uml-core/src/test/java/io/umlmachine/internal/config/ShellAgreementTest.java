package io.umlmachine.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What the parser accepts, bash reads alike. */
class ShellAgreementTest {

    private static final Path BASH = Path.of("/bin/bash");

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    @Proves("shell syntax")
    void bashGivesTheSameValues(@ForAll("values") List<String> values) throws IOException, InterruptedException {
        assumeThat(BASH).exists();
        StringBuilder script = new StringBuilder("HOME=/home/dancer; A='1 2'; E=''; L=(one 'two words')\n");
        List<String> expected = new ArrayList<>();
        for (String value : values) {
            elements(value).ifPresent(elements -> {
                script.append("unset X; X=" + value + "\nprintf '%s' " + ShellText.quote(value));
                script.append("; for x in \"${X[@]}\"; do printf ' -> %s' \"$x\"; done; printf '\\0'\n");
                expected.add(value + elements.stream().map(x -> " -> " + x).collect(Collectors.joining()));
            });
        }
        assertThat(List.of(bash(script.toString()).split("\0"))).isEqualTo(expected.isEmpty() ? List.of("") : expected);
    }

    private static Optional<List<String>> elements(String value) {
        Map<String, ShellValue> variables = Map.of(
                "HOME", new ShellValue.Scalar("/home/dancer"),
                "A", new ShellValue.Scalar("1 2"),
                "E", new ShellValue.Scalar(""),
                "L", new ShellValue.Array(List.of("one", "two words")));
        Path file = Path.of("x");
        try {
            List<Statement> statements = AssignmentParser.parse("X=" + value, file, Map.of());
            if (statements.size() != 1 || !(statements.get(0) instanceof Statement.Assignment assignment)) {
                return Optional.empty();
            }
            return Optional.of(new Expander(file, name -> Optional.ofNullable(variables.get(name)))
                    .expand(assignment.value())
                    .elements());
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Path file = Files.createTempFile("agreement", ".sh");
        try {
            Files.writeString(file, script);
            ProcessBuilder builder = new ProcessBuilder(BASH.toString(), file.toString()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<String>> values() {
        Arbitrary<String> word = Arbitraries.of(
                        "a",
                        "b c",
                        "'",
                        "\"",
                        "\\\\",
                        "$A",
                        "${A}",
                        "${E:-x y}",
                        "${E-z}",
                        "${N:-$A}",
                        "${L[@]}",
                        "$L",
                        "~",
                        "~/",
                        ":",
                        "{",
                        "}",
                        "#",
                        "=",
                        "\"$A\"",
                        "'$A'",
                        "\"${L[@]}\"",
                        "\\ ",
                        "\\$",
                        "é",
                        "[",
                        "*",
                        "${N:-\"q r\"}",
                        "\"${N:-u v}\"",
                        "${N:-'s t'}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(pieces -> String.join("", pieces).replace(" ", "' '"));
        Arbitrary<String> list = word.list().ofMaxSize(4).map(words -> "(" + String.join(" ", words) + ")");
        return Arbitraries.oneOf(word, list).list().ofSize(40);
    }
}
