package io.umlmachine.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.Proves;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentParserTest {

    private static final Path FILE = Path.of("pbuilderrc");

    /** Reads a text as a shell would, and gives back what the variables hold then. */
    private static Map<String, List<String>> read(String text) {
        Map<String, ShellValue> variables = new HashMap<>();
        Expander expander = new Expander(FILE, name -> Optional.ofNullable(variables.get(name)));
        for (Statement statement : AssignmentParser.parse(text, FILE, Map.of("dpkg --print-architecture", "m68k"))) {
            if (statement instanceof Statement.Assignment assignment) {
                ShellValue value = expander.expand(assignment.value());
                variables.merge(
                        assignment.name(), value, (old, fresh) -> assignment.append() ? old.plus(fresh) : fresh);
            }
        }
        return variables.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().elements()));
    }

    private static String value(String word) {
        return read("HOME=/home/dancer; A=1; EMPTY=''; L=(one 'two words'); X=" + word)
                .get("X")
                .get(0);
    }

    @Test
    @Proves("shell syntax")
    void readsQuotesEscapesAndConcatenation() {
        assertThat(value("plain")).isEqualTo("plain");
        assertThat(value("'single $A `x` \\'")).isEqualTo("single $A `x` \\");
        assertThat(value("\"double \\\"$A\\\" \\$A \\n\"")).isEqualTo("double \"1\" $A \\n");
        assertThat(value("a\\ b'c d'\"e f\"")).isEqualTo("a bc de f");
        assertThat(value("")).isEmpty();
        assertThat(value("a=b#c")).isEqualTo("a=b#c");
        assertThat(value("'two\nlines'")).isEqualTo("two\nlines");
        assertThat(value("one\\\ntwo")).isEqualTo("onetwo");
        assertThat(value("\"one\\\ntwo\"")).isEqualTo("onetwo");
        assertThat(value("a$")).isEqualTo("a$");
    }

    @Test
    @Proves("shell syntax")
    void expandsVariables() {
        assertThat(value("$A${A}x")).isEqualTo("11x");
        assertThat(value("${NONE:-a b}")).isEqualTo("a b");
        assertThat(value("\"$A\"'$A'")).isEqualTo("1$A");
    }

    @Test
    void expandsDefaults() {
        assertThat(value("${NONE:-$A}")).isEqualTo("1");
        assertThat(value("${EMPTY:-full}")).isEqualTo("full");
        assertThat(value("${EMPTY-full}")).isEmpty();
        assertThat(value("\"${NONE:-a b}\"")).isEqualTo("a b");
        assertThat(value("${NONE:-${NEITHER:-'}'}}")).isEqualTo("}");
        assertThat(value("\"$L ${L[@]}\"")).isEqualTo("one one two words");
    }

    @Test
    void expandsTheHomeDirectory() {
        assertThat(value("~/x")).isEqualTo("/home/dancer/x");
        assertThat(value("~")).isEqualTo("/home/dancer");
        assertThat(value("a:~/b")).isEqualTo("a:/home/dancer/b");
        assertThat(value("'~'/x")).isEqualTo("~/x");
        assertThat(value("a~")).isEqualTo("a~");
    }

    @Test
    @Proves("shell syntax")
    void readsLists() {
        assertThat(read("A=(a 'b c' \"d\"e) ; B=\"x  y\"; C=(${A[@]} \"${A[@]}\" $B \"$B\" # comment\n last)"))
                .containsEntry("A", List.of("a", "b c", "de"))
                .containsEntry("C", List.of("a", "b", "c", "de", "a", "b c", "de", "x", "y", "x  y", "last"));
        assertThat(read("A=()")).containsEntry("A", List.of());
        assertThat(read("A=(a); A+=(b 'c d'); A+=x")).containsEntry("A", List.of("ax", "b", "c d"));
        assertThat(read("A=a; A+=b")).containsEntry("A", List.of("ab"));
    }

    @Test
    @Proves("shell syntax")
    void readsSeveralAssignmentsCommentsAndExports() {
        assertThat(read("# first\n\n  A=1 B=2;C=3 # rest\nexport D=4 E\n\texport\tF='5'\n"))
                .isEqualTo(Map.of(
                        "A", List.of("1"), "B", List.of("2"), "C", List.of("3"), "D", List.of("4"), "F", List.of("5")));
        assertThat(AssignmentParser.parse("export A=1 B\nC=2", FILE, Map.of()))
                .extracting(Statement::exported)
                .containsExactly(true, true, false);
    }

    @Test
    void knowsTheResultOfAKnownCommand() {
        assertThat(value("_$(dpkg --print-architecture).build")).isEqualTo("_m68k.build");
        assertThat(value("\"_$( dpkg --print-architecture )\"")).isEqualTo("_m68k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=$(rm -rf x)",
                "A=`date`",
                "A=\"`date`\"",
                "A=$((1+1))",
                "A=${B%x}",
                "A=${#B}",
                "A=${!B}",
                "A=$1",
                "A=$?",
                "A=$'x'",
                "if [ -n x ]; then",
                ". /etc/other",
                "source x",
                "A=1 command",
                "A=1 && B=2",
                "A=a|b",
                "A=a>b",
                "A=a&",
                "echo x",
                "A =1",
                "A[0]=1",
                "A='open",
                "A=\"open",
                "A=(open",
                "A=${open",
                "A=${B:-open",
                "A=$(open",
                "A=(a*)",
                "A=({a,b})",
                "A=(a;b)",
                "A=(a)b",
                "A=~root/x",
                "A=1\r",
                "A=\\",
                "A=\0",
                "1A=2",
                "f() { :; }",
            })
    @Proves("shell syntax")
    void refusesWhatOnlyAShellCanDo(String text) {
        assertThatThrownBy(() -> AssignmentParser.parse("\n" + text, FILE, Map.of()))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("pbuilderrc:2: ");
    }

    @Test
    void refusesAVariableThatNothingSets() {
        assertThatThrownBy(() -> read("A=1\nB=\"\n$NONE\""))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("pbuilderrc:3: NONE is not set");
    }

    @Test
    void refusesDefaultsThatNestTooDeeply() {
        assertThatThrownBy(() -> read("A=" + "${B:-".repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("inside each other");
    }

    @Property
    void quotedTextComesBack(@ForAll("texts") String text) {
        assertThat(value(ShellText.quote(text))).isEqualTo(text);
        assertThat(value("\"" + text.replaceAll("([\\\\\"$`])", "\\\\$1") + "\""))
                .isEqualTo(text);
    }

    @Property
    void joinedWordsComeBack(@ForAll("lists") List<String> words) {
        assertThat(ShellText.split(ShellText.join(words))).isEqualTo(words);
        assertThat(read("X=(" + ShellText.join(words) + ")")).containsEntry("X", words);
    }

    @Property(tries = 5000)
    void anyTextIsReadOrRefused(@ForAll("fragments") String text) {
        try {
            read(text);
        } catch (SyntaxException e) {
            assertThat(e.problem()).isNotEmpty();
            assertThat(e.getMessage()).startsWith("pbuilderrc:");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().excludeChars('\0').ofMaxLength(40);
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return texts().list().ofMaxSize(6);
    }

    /** Pieces that mean something to a shell, in any order. */
    @Provide
    Arbitrary<String> fragments() {
        Arbitrary<String> pieces = Arbitraries.of(
                "A=", "B+=", "(", ")", "'", "\"", "\\", "$", "{", "}", "${A", "${A:-", ":-", "[@]", "export ", " ",
                "\n", ";", "#", "~", "/", "`", "$(", "x", "é", "&", "*", "$A", "\t", "=");
        Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(3);
        return Combinators.combine(
                        Arbitraries.oneOf(pieces, pieces, pieces, noise).list().ofMaxSize(25), noise)
                .as((list, end) -> String.join("", list) + end);
    }
}
