package io.umlmachine.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How figures become a table, and that the README has the table of these very benchmarks. */
class ReportTest {

    private static final Path README = Path.of("..", "README.md");

    @TempDir
    private Path temporary;

    @Test
    void theReadmeHasARowForEverythingThatIsMeasuredAndNoOther() throws IOException {
        String readme = Files.readString(README);
        assertThat(readme).contains(Report.BEGIN).contains(Report.END);
        List<String> rows = readme.substring(readme.indexOf(Report.BEGIN), readme.indexOf(Report.END))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| kernel ") && !line.startsWith("| ---"))
                .map(line -> line.substring(2, line.indexOf(" |", 2)))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Benchmarks.ALL.values().stream()
                        .flatMap(benchmark -> benchmark.names().stream())
                        .toList());
    }

    @Test
    void aTableGoesBetweenTheMarksAndNothingElseChanges() throws IOException {
        Path file = temporary.resolve("file.md");
        Files.writeString(file, "before\n" + Report.BEGIN + "\nold\n" + Report.END + "\nafter\n");
        new Report("Measured.", Map.of("1.0", List.of(new Row("boot", "1 s", "", "2×", "")))).writeInto(file);
        assertThat(file).hasContent("before\n" + Report.BEGIN + """

                Measured.

                | kernel 1.0 | median (middle half) | compared with | result | target |
                | --- | --- | --- | --- | --- |
                | boot | 1 s |  | 2× |  |
                """ + Report.END + "\nafter\n");
    }

    @Test
    void aFileWithoutMarksIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file.md"), "no marks\n");
        assertThatThrownBy(() -> new Report("Measured.", Map.of()).writeInto(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file.md has no lines");
    }

    @Test
    void aTargetThatIsMissedSaysSo() {
        assertThat(Target.atMost(1.25, "×").judge(1.25)).isEqualTo("≤ 1.25×");
        assertThat(Target.atMost(1.25, "×").judge(1.26)).isEqualTo("≤ 1.25×, missed");
        assertThat(Target.atLeast(150, " MB/s").judge(151)).isEqualTo("≥ 150 MB/s");
        assertThat(Target.atLeast(150, " MB/s").judge(149)).isEqualTo("≥ 150 MB/s, missed");
        assertThat(Target.none().judge(1)).isEmpty();
    }

    @Test
    void aRatioIsTheMedianOfTheRoundsRatios() {
        Series measured = series(100_000_000, 200_000_000, 900_000_000);
        Series reference = series(100_000_000, 100_000_000, 300_000_000);
        assertThat(Row.ratio("x", measured, "y", reference, Target.none()))
                .isEqualTo(new Row("x", "200 ms (150 ms–550 ms)", "y: 100 ms", "2.00×", ""));
    }

    @Test
    void aRateIsThatOfTheMedian() {
        assertThat(Row.rate("x", series(1_000_000_000, 2_000_000_000, 4_000_000_000L), 200_000_000, Target.none())
                        .result())
                .isEqualTo("100 MB/s");
    }

    private static Series series(long... nanos) {
        Series series = new Series();
        for (long value : nanos) {
            series.add(value);
        }
        return series;
    }
}
