package io.umlmachine.image.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageEvent.Progress;
import io.umlmachine.image.ImagePhase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against what real runs printed: mmdebstrap 1.3.5 and debootstrap 1.0.128 making a small bookworm. */
class ProgressMeterTest {

    private final List<Progress> told = new ArrayList<>();
    private final ProgressMeter meter = new ProgressMeter("image", this::note);

    private void note(ImageEvent event) {
        told.add((Progress) event);
    }

    private static List<String> recorded(String name) throws IOException {
        try (InputStream in = ProgressMeterTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private void run(ImagePhase phase, List<String> lines) {
        meter.begin(phase);
        lines.forEach(meter::line);
    }

    private int percentAfter(List<String> lines, String announcement) {
        told.clear();
        meter.begin(ImagePhase.BOOTSTRAP);
        lines.subList(0, lines.indexOf(announcement) + 1).forEach(meter::line);
        return told.isEmpty() ? 0 : told.get(told.size() - 1).percent();
    }

    private void assertThatNothingFalls() {
        for (int i = 1; i < told.size(); i++) {
            Progress before = told.get(i - 1);
            Progress now = told.get(i);
            assertThat(now.percent()).isBetween(before.percent(), 100);
            assertThat(now.done()).isGreaterThanOrEqualTo(before.done());
            now.total().ifPresent(total -> assertThat(total).isGreaterThanOrEqualTo(now.done()));
        }
    }

    /** No step that a person would take for a standstill that ended. */
    private void assertThatItMovesEvenly(int largestStep) {
        int percent = 0;
        for (Progress progress : told) {
            assertThat(progress.percent() - percent).isLessThanOrEqualTo(largestStep);
            percent = progress.percent();
        }
    }

    @Test
    void mmdebstrapIsFollowedFromTheFirstLineToTheLast() throws IOException {
        run(ImagePhase.BOOTSTRAP, recorded("mmdebstrap.txt"));

        assertThatNothingFalls();
        assertThatItMovesEvenly(11);
        assertThat(told).hasSizeBetween(60, 200);
        assertThat(told.get(told.size() - 1).percent()).isEqualTo(100);
    }

    @Test
    void mmdebstrapsStagesHaveTheirParts() throws IOException {
        List<String> lines = recorded("mmdebstrap.txt");

        assertThat(percentAfter(lines, "I: downloading packages with apt...")).isEqualTo(5);
        assertThat(percentAfter(lines, "I: installing essential packages...")).isEqualTo(25);
        assertThat(percentAfter(lines, "I: installing remaining packages inside the chroot..."))
                .isEqualTo(70);
        assertThat(percentAfter(lines, "I: creating tarball...")).isEqualTo(87);
    }

    @Test
    void whatIsFetchedIsCountedAgainstWhatWasAnnounced() throws IOException {
        run(ImagePhase.BOOTSTRAP, recorded("mmdebstrap.txt"));

        Progress last = told.get(told.size() - 1);
        // The indexes, 9.4 MB; then the packages, as apt announces them.
        assertThat(told.get(1).total()).isEmpty();
        assertThat(last.total().orElseThrow().bytes()).isBetween(45_000_000L, 55_000_000L);
        assertThat(last.done().bytes()).isBetween(last.total().orElseThrow().bytes() * 99 / 100, 55_000_000L);
    }

    @Test
    void debootstrapIsFollowedThroughBothStages() throws IOException {
        run(ImagePhase.BOOTSTRAP, recorded("debootstrap.txt"));
        assertThatNothingFalls();
        assertThatItMovesEvenly(40);
        assertThat(told).hasSizeGreaterThan(30);
        assertThat(told.get(told.size() - 1).percent()).isEqualTo(100);

        told.clear();
        run(ImagePhase.SECOND_STAGE, recorded("second-stage.txt"));
        assertThatNothingFalls();
        assertThatItMovesEvenly(12);
        assertThat(told)
                .hasSizeGreaterThan(60)
                .first()
                .satisfies(first -> assertThat(first.percent()).isLessThan(5));
        assertThat(told.get(told.size() - 1).percent()).isEqualTo(100);
    }

    @Test
    void eachRunOfAptTakesAPartOfWhatIsLeft() {
        run(
                ImagePhase.CUSTOMISE,
                List.of(
                        "Get:1 http://mirror.example/debian bookworm InRelease [151 kB]",
                        "1 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.",
                        "Need to get 2,000 kB of archives.",
                        "Get:1 http://mirror.example/debian bookworm/main amd64 a amd64 1 [1000 kB]",
                        "Get:2 http://mirror.example/debian bookworm/main amd64 b amd64 1 [1000 kB]",
                        "Unpacking a (1) ...",
                        "Unpacking b (2) over (1) ...",
                        "Setting up a (1) ...",
                        "Setting up b (2) ...",
                        "0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.",
                        "Need to get 0 B/3 B of archives.",
                        "Unpacking c (1) ...",
                        "Setting up c (1) ..."));
        meter.end();

        assertThat(told).extracting(Progress::percent).containsExactly(13, 27, 42, 58, 74, 90, 94, 99, 100);
        assertThat(told.get(1))
                .isEqualTo(new Progress(
                        "image",
                        ImagePhase.CUSTOMISE,
                        27,
                        new ByteSize(2_151_000),
                        Optional.of(new ByteSize(2_151_000))));
    }

    @Test
    void bytesAreAShareOfTheirTotal() {
        meter.begin(ImagePhase.PUBLISH);
        long whole = 64L << 20;
        for (long done = 0; done <= whole; done += 1024) {
            meter.bytes(done, whole);
        }
        meter.end();

        assertThatNothingFalls();
        assertThat(told).hasSizeBetween(100, 170);
        assertThat(told.get(told.size() - 1))
                .isEqualTo(new Progress(
                        "image", ImagePhase.PUBLISH, 100, new ByteSize(whole), Optional.of(new ByteSize(whole))));
    }

    @Test
    void nothingIsToldOfAPhaseThatSaysNothing() {
        run(
                ImagePhase.VERIFY,
                List.of("e2fsck 1.47.0", "", "Get:x", "Need to get much", "Unpacking", "1 newly installed, "));
        meter.end();

        assertThat(told).isEmpty();
    }

    @Test
    void thatAPhaseIsAtItsEndIsToldOnce() {
        meter.begin(ImagePhase.PUBLISH);
        meter.bytes(5, 10);
        meter.bytes(10, 10);
        meter.end();
        meter.end();

        assertThat(told).extracting(Progress::percent).containsExactly(50, 100);
    }
}
