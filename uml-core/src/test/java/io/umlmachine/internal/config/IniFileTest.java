package io.umlmachine.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.config.IniFile.Entry;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IniFileTest {

    private static final Path FILE = Path.of("rootstrap.conf");

    private static List<Entry> read(String text) {
        return IniFile.parse(text, FILE);
    }

    @Test
    void readsSectionsKeysAndComments() {
        assertThat(read("""
                # a comment
                first = 1
                [ network ]
                transport=slirp   ; said twice
                transport: tuntap # in the other way of writing it
                empty =
                url=http://mirror.example/#top
                ; another
                [global]
                \tx=1
                """))
                .containsExactly(
                        new Entry("", "first", "1", 2),
                        new Entry("network", "transport", "slirp", 4),
                        new Entry("network", "transport", "tuntap", 5),
                        new Entry("network", "empty", "", 6),
                        new Entry("network", "url", "http://mirror.example/#top", 7),
                        new Entry("global", "x", "1", 10));
    }

    @Test
    void indentedLinesContinueAValue() {
        assertThat(read("modules=network\r\n  mkfs # file system\r\n\tmount\r\nx=1\r\n"))
                .containsExactly(new Entry("", "modules", "network mkfs mount", 1), new Entry("", "x", "1", 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "=value", "[section", "  indented", "[a]\n  indented", "x=1\n\n  indented", "1a=2"})
    void refusesWhatIsNeither(String text) {
        int line = text.split("\n").length;
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(SyntaxException.class, e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.file()).isEqualTo(FILE);
                })
                .hasMessageStartingWith("rootstrap.conf:" + line + ": Neither");
    }

    @Property
    void anyTextIsReadOrRefusedWithItsLine(@ForAll("texts") String text) {
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        try {
            assertThat(read(text)).allSatisfy(entry -> {
                assertThat(entry.line()).isBetween(1, (int) lines);
                assertThat(entry.value()).isEqualTo(entry.value().strip());
            });
        } catch (SyntaxException e) {
            assertThat(e.line()).isBetween(1, (int) lines);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("[", "]", "=", ":", "a", "key", " ", "\t", "\n", "\r\n", "#", ";", "é", "1", ".")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
