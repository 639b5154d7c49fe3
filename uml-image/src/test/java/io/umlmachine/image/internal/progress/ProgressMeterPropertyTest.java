package io.umlmachine.image.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.ImageEvent.Progress;
import io.umlmachine.image.ImagePhase;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProgressMeterPropertyTest {

    /** Whatever is printed, in whatever order. */
    @Property(tries = 500)
    void progressNeverFallsAndIsAlwaysAPercentage(@ForAll ImagePhase phase, @ForAll("output") List<String> lines) {
        List<Progress> told = new ArrayList<>();
        ProgressMeter meter = new ProgressMeter("image", event -> told.add((Progress) event));

        meter.begin(phase);
        lines.forEach(meter::line);
        meter.bytes(lines.size(), 20);
        meter.end();

        int percent = 0;
        long done = 0;
        for (Progress progress : told) {
            assertThat(progress.percent()).isBetween(percent, 100);
            assertThat(progress.done().bytes()).isGreaterThanOrEqualTo(done);
            long now = progress.done().bytes();
            progress.total().ifPresent(total -> assertThat(total.bytes()).isGreaterThanOrEqualTo(now));
            percent = progress.percent();
            done = now;
        }
    }

    @Provide
    Arbitrary<List<String>> output() {
        Arbitrary<String> fixed = Arbitraries.of(
                "I: running apt-get update...",
                "I: downloading packages with apt...",
                "I: extracting archives...",
                "I: installing essential packages...",
                "I: installing remaining packages inside the chroot...",
                "I: creating tarball...",
                "I: success in 1 seconds",
                "I: Resolving dependencies of required packages...",
                "I: Checking component main on http://mirror.example/debian...",
                "I: Validating apt 2.6.1",
                "I: Extracting apt...",
                "I: Unpacking apt...",
                "I: Configuring the base system...",
                "I: Base system installed successfully.",
                "Unpacking apt (2.6.1) ...",
                "Setting up apt (2.6.1) ...");
        Arbitrary<String> sizes = Combinators.combine(
                        Arbitraries.of("Need to get %s%s of archives.", "Get:1 http://mirror.example x [%s%s]"),
                        Arbitraries.of("0", "1", "12.5", "1,000", "999", "1.2.3", "99999999999999999999"),
                        Arbitraries.of(" B", " kB", " MB", " TB"))
                .as(String::format);
        Arbitrary<String> summaries = Arbitraries.integers()
                .between(0, 3)
                .map(count -> count + " upgraded, " + count + " newly installed, 0 to remove and 0 not upgraded.");
        return Arbitraries.oneOf(fixed, sizes, summaries).list().ofMaxSize(20);
    }
}
