package io.umlmachine.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {

    private static final Path SOURCES = Path.of("src/main/java/io/umlmachine/samples");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return Run.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void everySampleIsListedAndHasADirectoryOfItsName(Sample sample) {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("(?m)^  " + sample.label() + " .*  \\S");
        assertThat(SOURCES.resolve(sample.label()).resolve("package-info.java")).exists();
    }

    @Test
    void theListFitsATerminal() {
        run();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void aSampleThatIsNotThereIsToldWithThoseThatAre() {
        assertThat(run("nonesuch")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("There is no sample 'nonesuch'.")
                .contains("throwaway");
        assertThat(out.size()).isZero();
    }
}
