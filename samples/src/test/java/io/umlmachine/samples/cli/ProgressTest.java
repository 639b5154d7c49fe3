package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImagePhase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
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
        try (Progress progress = Progress.live(out, 80)) {
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

    @Test
    void aTerminalShowsHowFarAPhaseHasComeUntilItHasEnded() {
        try (Progress progress = Progress.live(out, 60)) {
            happen(progress);
        }

        String[] frames = written.toString().split("\r\u001b\\[K", -1);
        assertThat(frames)
                .containsExactly(
                        "",
                        "[00:00] bootstrap",
                        "[00:00] Get:1",
                        "[00:00] bootstrap    [######......]  50%  5.0 of 10.0 MB",
                        "[00:00] bootstrap    61.5 s\n",
                        "[00:00] publish",
                        "");
        assertThat(frames).allMatch(frame -> frame.length() < 60);
    }

    @Test
    void aPipeGetsEachPhaseOnce() {
        try (Progress progress = Progress.steps(out)) {
            happen(progress);
        }

        assertThat(written.toString()).isEqualTo("[00:00] bootstrap\n[00:00] publish\n");
    }

    @Test
    void whoeverAsksForTheLogGetsEveryLineOfItAndNoBars() {
        try (Progress progress = Progress.full(out)) {
            happen(progress);
        }

        assertThat(written.toString()).isEqualTo("[00:00] bootstrap\nGet:1\nSetting up\n[00:00] publish\n");
    }

    private static void happen(Progress progress) {
        ImagePhase phase = ImagePhase.BOOTSTRAP;
        progress.event(new ImageEvent.PhaseStarted("image", phase));
        progress.event(new ImageEvent.LogLine("image", phase, "Get:1"));
        progress.event(new ImageEvent.Progress(
                "image", phase, 50, new ByteSize(5_000_000), Optional.of(new ByteSize(10_000_000))));
        progress.event(new ImageEvent.LogLine("image", phase, "Setting up"));
        progress.event(new ImageEvent.PhaseFinished("image", phase, Duration.ofMillis(61_500)));
        progress.event(new ImageEvent.PhaseStarted("image", ImagePhase.PUBLISH));
    }
}
