package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    @Test
    void aPipeGetsStepsAndNoControlCharacters() {
        try (Progress progress = Progress.steps(out)) {
            progress.step("unpack");
            progress.detail("a line of the log");
        }

        assertThat(written.toString()).isEqualTo("[00:00] unpack\n");
    }

    @Test
    void aTerminalGetsALineThatIsWrittenOver() {
        try (Progress progress = Progress.live(out)) {
            progress.detail("first");
            progress.detail("second\u001b[2J\twith\rtricks" + "x".repeat(100));
        }

        String[] frames = written.toString().split("\r\u001b\\[K", -1);
        assertThat(frames).hasSize(4);
        assertThat(frames[1]).isEqualTo("[00:00] first");
        assertThat(frames[2]).hasSize(79).startsWith("[00:00] second [2J with tricksx");
        assertThat(frames[3]).isEmpty();
    }

    @Test
    void aFailureIsExplainedByTheNewestDetails() {
        try (Progress progress = Progress.steps(out)) {
            for (int i = 0; i < 100; i++) {
                progress.detail("line " + i);
            }
            progress.explain();
        }

        assertThat(written.toString().lines()).hasSize(30).first().isEqualTo("    line 70");
    }
}
