package io.umlmachine.internal.deb822;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Deb822Test {

    @Test
    void stanzasAreApartByBlankLines() throws Exception {
        List<Stanza> stanzas = Deb822.parse("\n\nPackage: a\nVersion: 1\n \t\nPackage: b\n\n\n");

        assertThat(stanzas)
                .extracting(Stanza::fields)
                .containsExactly(Map.of("Package", "a", "Version", "1"), Map.of("Package", "b"));
        assertThat(stanzas).extracting(Stanza::line).containsExactly(3, 6);
    }

    @Test
    void fieldsAreFoundInAnyCase() throws Exception {
        assertThat(Deb822.parse("URIs: http://mirror.example/debian").get(0).get("uris"))
                .contains("http://mirror.example/debian");
    }

    @Test
    void continuationLinesBelongToTheValueAndADotIsAnEmptyLine() throws Exception {
        Stanza stanza =
                Deb822.parse("Description: short\n first\n .\n\tsecond\n").get(0);

        assertThat(stanza.get("Description")).contains("short\nfirst\n\nsecond");
        assertThat(stanza.lines("Description")).containsExactly("short", "first", "second");
    }

    @Test
    void commentsMayStandAnywhereEvenInsideAValue() throws Exception {
        Stanza stanza = Deb822.parse("# head\nSuites: a\n# between\n b\n#\nTypes: deb\n")
                .get(0);

        assertThat(stanza.words("Suites")).containsExactly("a", "b");
        assertThat(stanza.words("Types")).containsExactly("deb");
    }

    @Test
    void valuesMayHoldColonsAndCarriageReturnsEndLinesToo() throws Exception {
        assertThat(Deb822.parse("A: b:c: d\r\nE:\r\n").get(0).fields()).isEqualTo(Map.of("A", "b:c: d", "E", ""));
    }

    @Test
    void aLineThatIsNoFieldIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> Deb822.parse("A: b\nno field here\n"))
                .isInstanceOfSatisfying(
                        Deb822Exception.class, e -> assertThat(e.line()).isEqualTo(2))
                .hasMessage("line 2: expected 'Field: value', not 'no field here'");
    }

    @Test
    void aContinuationOfNothingIsRefused() {
        assertThatThrownBy(() -> Deb822.parse("A: b\n\n continued\n"))
                .isInstanceOf(Deb822Exception.class)
                .hasMessage("line 3: a continuation of no field: 'continued'");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> Deb822.parse("Suites: a\nsuites: b\n"))
                .isInstanceOf(Deb822Exception.class)
                .hasMessageContaining("twice");
    }

    @Test
    void aMissingFieldIsNamedWithItsStanzasLine() throws Exception {
        Stanza stanza = Deb822.parse("\nA: b\n").get(0);

        assertThatThrownBy(() -> stanza.require("Types"))
                .isInstanceOf(Deb822Exception.class)
                .hasMessage("line 2: the field Types is missing");
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("stanzas") List<Map<String, String>> written) throws Exception {
        String text = written.stream().map(Deb822Test::write).collect(Collectors.joining("\n"));

        assertThat(Deb822.parse(text)).extracting(Stanza::fields).isEqualTo(written);
    }

    @Property(tries = 300)
    void anyTextIsReadOrRefused(@ForAll("nearlyStanzas") String text) {
        try {
            for (Stanza stanza : Deb822.parse(text)) {
                assertThat(stanza.fields()).isNotEmpty();
            }
        } catch (Deb822Exception e) {
            assertThat(e.line()).isBetween(1, text.split("\n", -1).length);
        }
    }

    @Provide
    Arbitrary<List<Map<String, String>>> stanzas() {
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withChars('-', '_')
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(text -> !text.startsWith("-"));
        Arbitrary<String> line = Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> !text.equals("."));
        Arbitrary<String> value = line.list().ofMinSize(1).ofMaxSize(4).map(lines -> String.join("\n", lines));
        return Arbitraries.maps(name, value).ofMinSize(1).ofMaxSize(5).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> nearlyStanzas() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("aA:# \t\r\n.-é").ofMaxLength(60),
                Arbitraries.strings().all().ofMaxLength(60));
    }

    private static String write(Map<String, String> stanza) {
        List<String> lines = new ArrayList<>();
        stanza.forEach((name, value) -> lines.add(name + ": " + value.replace("\n", "\n ") + "\n"));
        return String.join("", lines);
    }
}
