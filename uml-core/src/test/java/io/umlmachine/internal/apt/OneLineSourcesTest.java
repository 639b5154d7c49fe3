package io.umlmachine.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OneLineSourcesTest {

    private static final String MIRROR = "http://mirror.example/debian";

    @Test
    void readsEntriesWithCommentsAndBlankLines() throws Exception {
        assertThat(OneLineSources.parse("""
                        # everything
                        deb http://mirror.example/debian bookworm main contrib  # the usual

                        deb-src\thttp://mirror.example/debian bookworm main
                        """))
                .containsExactly(
                        new AptEntry("deb", MIRROR, "bookworm", List.of("main", "contrib"), Optional.empty()),
                        new AptEntry("deb-src", MIRROR, "bookworm", List.of("main"), Optional.empty()));
    }

    @Test
    void readsOptions() throws Exception {
        assertThat(OneLineSources.parse("deb [ arch=amd64 signed-by=/k.gpg ] http://mirror.example/debian sid main"))
                .containsExactly(new AptEntry("deb", MIRROR, "sid", List.of("main"), Optional.of("/k.gpg")));
    }

    @Test
    void aPathThatEndsWithASlashHasNoComponents() throws Exception {
        assertThat(OneLineSources.parse("deb http://mirror.example/debian ./"))
                .containsExactly(new AptEntry("deb", MIRROR, "./", List.of(), Optional.empty()));
        assertThatThrownBy(() -> OneLineSources.parse("deb http://mirror.example/debian ./ main"))
                .isInstanceOf(AptSourcesException.class);
    }

    @Test
    void anEntryWithoutSuiteOrComponentsIsRefusedWithItsLine() {
        assertThatThrownBy(() -> OneLineSources.parse("\ndeb http://mirror.example/debian"))
                .isInstanceOf(AptSourcesException.class)
                .hasMessageStartingWith("line 2: the entry has no suite");
        assertThatThrownBy(() -> OneLineSources.parse("deb http://mirror.example/debian bookworm"))
                .isInstanceOf(AptSourcesException.class)
                .hasMessageContaining("components belong to a suite");
    }

    @Test
    void anythingElseIsRefusedWithItsLine() {
        assertThatThrownBy(() -> OneLineSources.parse("rpm http://mirror.example/debian bookworm main"))
                .isInstanceOf(AptSourcesException.class)
                .hasMessageStartingWith("line 1: expected 'deb [options] URI suite component…'");
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("nearlyEntries") String text) {
        try {
            assertThat(OneLineSources.parse(text))
                    .allSatisfy(entry -> assertThat(entry.uri()).isNotEmpty());
        } catch (AptSourcesException e) {
            assertThat(e).hasMessageMatching("(?s)line \\d+: .*");
        }
    }

    @Provide
    Arbitrary<String> nearlyEntries() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "deb",
                                "deb-src",
                                " ",
                                "[",
                                "]",
                                "signed-by=",
                                "#",
                                "\n",
                                "http://mirror.example",
                                "main",
                                "./")
                        .list()
                        .ofMaxSize(20)
                        .map(words -> String.join("", words)),
                Arbitraries.strings().all().ofMaxLength(60));
    }
}
