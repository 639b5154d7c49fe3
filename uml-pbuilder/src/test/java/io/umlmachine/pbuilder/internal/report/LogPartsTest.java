package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.pbuilder.BuildPhase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPartsTest {

    private static final Set<BuildPhase> ALL = EnumSet.allOf(BuildPhase.class);

    @TempDir
    private Path directory;

    private LogParts read(String log, Set<BuildPhase> begun) throws IOException {
        return LogParts.read(Files.writeString(directory.resolve("log"), log), begun);
    }

    private static List<String> texts(LogPart part) {
        return part.excerpt().lines().stream().map(LogLine::text).toList();
    }

    @Test
    void eachPhaseHasItsLines() throws IOException {
        LogParts log = read("""
                Building thing 1; the log is thing_1_amd64.build
                ==== RESOLVE 2026-01-02T03:04:05Z
                ==== RESOLVE took 12 ms
                ==== PREPARE 2026-01-02T03:04:05Z
                Using the dependency layer
                ==== PREPARE took 700 ms
                ==== BUILD 2026-01-02T03:04:06Z
                foo.c:1:1: error: no
                ==== BUILD took 2 ms
                """, ALL);

        assertThat(log.parts())
                .extracting(part -> part.phase().map(Enum::name).orElse(""))
                .containsExactly("", "RESOLVE", "PREPARE", "BUILD");
        assertThat(texts(log.of(BuildPhase.PREPARE).orElseThrow()))
                .containsExactly(
                        "==== PREPARE 2026-01-02T03:04:05Z", "Using the dependency layer", "==== PREPARE took 700 ms");
        assertThat(log.of(BuildPhase.BUILD).orElseThrow().excerpt().errors())
                .extracting(LogLine::number)
                .containsExactly(8L);
        assertThat(log.lines()).isEqualTo(9);
    }

    @Test
    void headlinesThatABuildPrintsAreItsOwnLines() throws IOException {
        LogParts log = read("""
                ==== BUILD 2026-01-02T03:04:06Z
                ==== BUILD 2026-01-02T03:04:07Z
                ==== CLOSE 2026-01-02T03:04:08Z
                ==== COLLECT 2026-01-02T03:04:08Z
                ==== RESOLVE 2026-01-02T03:04:08Z
                all well
                ==== BUILD took 2 ms
                ==== COLLECT 2026-01-02T03:04:09Z
                ==== CLOSE 2026-01-02T03:04:10Z
                """, ALL);

        assertThat(log.parts())
                .extracting(part -> part.phase().orElseThrow())
                .containsExactly(BuildPhase.BUILD, BuildPhase.COLLECT, BuildPhase.CLOSE);
        assertThat(texts(log.of(BuildPhase.BUILD).orElseThrow())).hasSize(7).contains("all well");
    }

    @Test
    void aPhaseThatTheBuildNeverCameToHasNoPart() throws IOException {
        LogParts log = read("""
                ==== BUILD 2026-01-02T03:04:06Z
                ==== COLLECT 2026-01-02T03:04:08Z
                """, EnumSet.of(BuildPhase.BUILD));

        assertThat(log.parts()).extracting(part -> part.phase().orElseThrow()).containsExactly(BuildPhase.BUILD);
    }

    @Test
    void ofALongPartBeginningEndAndErrorsAreKept() throws IOException {
        Path file = directory.resolve("long");
        int lines = 400_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("==== BUILD 2026-01-02T03:04:06Z\n");
            for (int number = 2; number <= lines; number++) {
                out.write(number == lines / 2 ? "x.c:1:1: error: in the middle\n" : "line " + number + "\n");
            }
        }
        Excerpt excerpt =
                LogParts.read(file, ALL).of(BuildPhase.BUILD).orElseThrow().excerpt();

        assertThat(excerpt.count()).isEqualTo(lines);
        assertThat(excerpt.lines())
                .hasSizeLessThan(10_000)
                .extracting(LogLine::number)
                .isSorted();
        assertThat(excerpt.lines().get(1).text()).isEqualTo("line 2");
        assertThat(excerpt.lines()).last().extracting(LogLine::text).isEqualTo("line " + lines);
        assertThat(excerpt.errors()).extracting(LogLine::number).containsExactly((long) lines / 2);
    }
}
