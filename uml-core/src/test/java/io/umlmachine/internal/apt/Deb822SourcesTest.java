package io.umlmachine.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.deb822.Deb822Exception;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Deb822SourcesTest {

    @Test
    void aStanzaStandsForEveryCombinationAndMayHoldComments() throws Exception {
        List<AptEntry> entries = Deb822Sources.parse("""
                Types: deb deb-src
                # a comment inside a stanza
                URIs: http://mirror.example/debian
                 http://other.example/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
                """);

        assertThat(entries).hasSize(8).doesNotHaveDuplicates();
        assertThat(entries.get(0))
                .isEqualTo(new AptEntry(
                        "deb",
                        "http://mirror.example/debian",
                        "bookworm",
                        List.of("main", "contrib"),
                        Optional.of("/usr/share/keyrings/debian-archive-keyring.gpg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "No", "false", "0", "off"})
    void aDisabledStanzaCountsForNothing(String no) throws Exception {
        assertThat(Deb822Sources.parse("Enabled: " + no + "\nTypes: deb\n")).isEmpty();
    }

    @Test
    void anEnabledStanzaSaysSoOrNothing() throws Exception {
        assertThat(Deb822Sources.parse("Enabled: yes\nTypes: deb\nURIs: http://mirror.example\nSuites: sid\n"))
                .hasSize(1);
    }

    @Test
    void aStanzaWithoutSuitesIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Deb822Sources.parse("\nTypes: deb\nURIs: http://mirror.example\n"))
                .isInstanceOf(Deb822Exception.class)
                .hasMessage("line 2: the field Suites is missing");
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("nearlyStanzas") String text) {
        try {
            assertThat(Deb822Sources.parse(text))
                    .allSatisfy(entry -> assertThat(entry.suite()).isNotBlank());
        } catch (Deb822Exception e) {
            assertThat(e.line()).isPositive();
        }
    }

    @Provide
    Arbitrary<String> nearlyStanzas() {
        return Arbitraries.of(
                        "Types: deb", "URIs: http://mirror.example", "Suites: a b", " c", "#x", "Enabled: no", "", "x")
                .list()
                .ofMaxSize(12)
                .map(lines -> String.join("\n", lines));
    }
}
