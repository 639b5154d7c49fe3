package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();

    private void write(String text, int chunk) {
        try (LineSplitter splitter = new LineSplitter(lines::add)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i += chunk) {
                splitter.write(bytes, i, Math.min(chunk, bytes.length - i));
            }
        }
    }

    @Property
    void linesComeWholeHoweverTheBytesArrive(
            @ForAll @Size(max = 8) List<String> texts, @ForAll @IntRange(min = 1, max = 9) int chunk) {
        lines.clear();
        List<String> clean = texts.stream()
                .map(text -> new String(
                                text.replaceAll("[\r\n]", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                        + ".")
                .toList();
        write(String.join("\n", clean), chunk);
        assertThat(lines).isEqualTo(clean);
    }

    @Test
    void emptyLinesAndCarriageReturnsAtTheEnd() {
        write("a\n\nb\r\n\r\n", 3);
        assertThat(lines).containsExactly("a", "", "b", "");
    }

    @Test
    void aLineWithoutEndComesInPieces() {
        write("x".repeat(2 * LineSplitter.LONGEST + 1), 1000);
        assertThat(lines).hasSize(3).last().isEqualTo("x");
    }
}
