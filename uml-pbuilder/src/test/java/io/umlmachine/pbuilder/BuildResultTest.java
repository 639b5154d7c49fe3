package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.umlmachine.ByteSize;
import io.umlmachine.ExitStatus;
import io.umlmachine.KernelVersion;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildResultTest {

    private static final Dsc SOURCE = new Dsc(Path.of("/in/a_1.dsc"), "a", "1:1", "3.0 (native)", List.of());
    private static final FileEntry DEB = new FileEntry("a_1_all.deb", 7, "0".repeat(64));
    private static final Changes CHANGES =
            new Changes(Path.of("/out/a_1_all.changes"), "a", "1:1", List.of("all"), List.of(DEB));

    private static BuildResult result(Outcome outcome, Optional<Changes> changes, Optional<FailedBuild> kept) {
        return new BuildResult(
                SOURCE,
                outcome,
                changes,
                Optional.empty(),
                List.of(),
                kept,
                Path.of("/out/a.build"),
                List.of(new PhaseTime(BuildPhase.BUILD, Duration.ofMillis(12))),
                Duration.ofSeconds(2),
                new BuildMachine(
                        Optional.of(KernelVersion.parse("6.12.101")),
                        Optional.of(Path.of("/store/a.img")),
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                Optional.empty());
    }

    private static JsonObject json(BuildResult result) {
        return JsonParser.parseString(result.toJson()).getAsJsonObject();
    }

    @Test
    void aSuccessTellsItsFiles() {
        JsonObject json = json(result(new Outcome.Succeeded(), Optional.of(CHANGES), Optional.empty()));

        assertThat(json.get("success").getAsBoolean()).isTrue();
        assertThat(json.getAsJsonObject("changes").getAsJsonArray("files").get(0))
                .isEqualTo(JsonParser.parseString(
                        "{path: '/out/a_1_all.deb', size: 7, sha256: '" + "0".repeat(64) + "'}"));
        assertThat(json.getAsJsonArray("phases").get(0))
                .isEqualTo(JsonParser.parseString("{phase: build, millis: 12}"));
        assertThat(json.get("durationMillis").getAsLong()).isEqualTo(2000);
        assertThat(json.get("kernel").getAsString()).isEqualTo("6.12.101");
        assertThat(json.get("base").getAsString()).isEqualTo("/store/a.img");
        assertThat(json.has("use") || json.has("layer") || json.has("sourceChanges"))
                .isFalse();
    }

    @Test
    void eachCheckTellsWhatItFound() {
        LintianTag tag = new LintianTag(LintianTag.Severity.ERROR, "a", "source", "bad", "x");
        SystemDifference left =
                new SystemDifference(SystemDifference.Kind.LEFT, SystemDifference.Thing.FILE, "/var/lib/a", List.of());
        BuildResult built = result(new Outcome.Succeeded(), Optional.of(CHANGES), Optional.empty());
        BuildResult result = built.withChecks(
                List.of(
                        new CheckResult.Linted(Check.lintian(), List.of(tag), Duration.ofMillis(5)),
                        new CheckResult.Tested(
                                Check.autopkgtest(),
                                List.of(new TestRun("t", new TestRun.Skipped("no"), false, Duration.ofMillis(6))),
                                Duration.ofMillis(7)),
                        new CheckResult.Installed(
                                Check.installation(),
                                List.of("a"),
                                List.of(),
                                List.of(),
                                List.of(left),
                                Duration.ofMillis(8))),
                built.phases(),
                built.duration());

        assertThat(result.success()).isTrue();
        assertThat(result.passed()).isFalse();
        assertThat(json(result).getAsJsonArray("checks")).isEqualTo(JsonParser.parseString("""
                        [{check: lintian, kind: lintian, passed: true, durationMillis: 5, tags: [
                            {severity: error, package: a, type: source, tag: bad, detail: x}]},
                         {check: autopkgtest, kind: tests, passed: true, durationMillis: 7, tests: [
                            {name: t, outcome: skipped, reason: no, superficial: false, millis: 6}]},
                         {check: installation, kind: installation, passed: false, durationMillis: 8,
                            packages: [a], skipped: [], failures: [], differences: [
                            {kind: left, thing: file, name: '/var/lib/a', fault: true, aspects: []}]}]
                        """));
    }

    @Test
    void lintianFailsOnWhatItIsToldTo() {
        LintianTag warning = new LintianTag(LintianTag.Severity.WARNING, "a", "binary", "odd", "");
        Check.Lintian strict = Check.lintian().failOn(LintianTag.Severity.INFO);
        Check.Lintian lax = Check.lintian().failOn(LintianTag.Severity.ERROR);

        assertThat(new CheckResult.Linted(strict, List.of(warning), Duration.ZERO).passed())
                .isFalse();
        assertThat(new CheckResult.Linted(lax, List.of(warning), Duration.ZERO).passed())
                .isTrue();
        assertThatThrownBy(() -> Check.lintian().failOn(LintianTag.Severity.CLASSIFICATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CLASSIFICATION");
    }

    @Test
    void aFailureTellsHowItEndedAndWhatIsKept() {
        FailedBuild kept = new FailedBuild(
                "a_1_now",
                "a",
                "1:1",
                Instant.EPOCH,
                "reason",
                Path.of("/log"),
                "/build/a-1",
                Path.of("/kept"),
                new ByteSize(9));
        Outcome outcome = new Outcome.TimedOut(ExitStatus.killed(9), Duration.ofSeconds(3));

        JsonObject json = json(result(outcome, Optional.empty(), Optional.of(kept)));

        assertThat(json.getAsJsonObject("outcome"))
                .isEqualTo(JsonParser.parseString("{kind: timed-out, limitMillis: 3000, exitCode: "
                        + ExitStatus.killed(9).code() + ", signal: 9}"));
        assertThat(json.getAsJsonObject("kept").get("id").getAsString()).isEqualTo("a_1_now");
    }

    @Test
    void aMachineThatWasTooSmallIsTold() {
        BuildResult result = result(
                new Outcome.RanOutOfMemory(ExitStatus.exited(2), ByteSize.mebibytes(512), "cc1plus"),
                Optional.empty(),
                Optional.empty());

        assertThat(json(result).getAsJsonObject("outcome"))
                .isEqualTo(JsonParser.parseString(
                        "{kind: ran-out-of-memory, memoryBytes: 536870912, victim: cc1plus, exitCode: 2}"));
        assertThatThrownBy(result::orThrow)
                .hasMessageContaining("exit code 2: the 512M of its machine's memory were too little for cc1plus");
    }
}
