package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static List<String> shown(byte[] log) throws IOException {
        List<String> shown = new ArrayList<>();
        try (LogReader reader = new LogReader(new ByteArrayInputStream(log))) {
            for (Optional<LogReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                shown.add(LogLine.of(line.get()).text());
                assertThat(line.get().number()).isEqualTo(shown.size());
            }
            assertThat(reader.bytes()).isEqualTo(log.length);
        }
        return shown;
    }

    private static List<String> shown(String log) throws IOException {
        return shown(log.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesEndInAnyUsualWay() throws IOException {
        assertThat(shown("one\n\ntwo\r\nthree")).containsExactly("one", "", "two", "three");
        assertThat(shown("")).isEmpty();
    }

    @Test
    void malformedBytesAreReplaced() throws IOException {
        byte[] latin = {'G', 'r', (byte) 0xFC, (byte) 0xDF, 'e', (byte) 0xFF, '\n'};

        assertThat(shown(latin)).containsExactly("Gr\ufffd\ufffde\ufffd");
    }

    @Test
    void ofALongLineTheBeginningIsShownAndTheRestCounted() throws IOException {
        assertThat(shown("x".repeat(100_000) + "\nnext"))
                .containsExactly("x".repeat(2000) + " \u2026 [98,000 more characters]", "next");
    }

    @Test
    void noCharacterIsCutInTheMiddle() throws IOException {
        for (String before : List.of("", "a", "aa", "aaa")) {
            assertThat(shown(before + "\ud83d\ude00".repeat(5000)).get(0))
                    .startsWith(before + "\ud83d\ude00")
                    .doesNotContain("\ufffd");
        }
    }

    @Test
    void aLineThatWasWrittenOverAndOverIsShownAsATerminalDoes() throws IOException {
        assertThat(shown("(Reading database ... \r(Reading database ... 5%\r(Reading database ... 9000 files.)\n"))
                .containsExactly("(Reading database ... 9000 files.)");
        assertThat(shown("an error\rnothing to see\n")).containsExactly("an error\u240dnothing to see");
    }

    @Property
    void anyBytesAreReadToTheirEndHoweverTheyArrive(@ForAll byte[] log) throws IOException {
        List<String> whole = shown(log);
        List<String> inPieces = new ArrayList<>();
        InputStream slow = new ByteArrayInputStream(log) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 3));
            }
        };
        try (LogReader reader = new LogReader(slow)) {
            for (Optional<LogReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                inPieces.add(LogLine.of(line.get()).text());
            }
        }
        assertThat(inPieces).isEqualTo(whole);
    }
}
