package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.ExitStatus;
import io.umlmachine.KernelVersion;
import io.umlmachine.MachineMetrics;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.internal.report.DebWriter;
import io.umlmachine.pbuilder.internal.report.PageReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages about builds that nobody did, whose logs and packages are files. */
class BuildReportTest {

    private static final String HEADLINE = "==== BUILD 2026-01-02T03:04:06Z\n";

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void makeTheLog() {
        log = directory.resolve("thing_2_amd64.build");
    }

    private BuildResult result(String source, Outcome outcome, Optional<Changes> changes) {
        return new BuildResult(
                new Dsc(directory.resolve("thing_2.dsc"), source, "1:2", "3.0 (native)", List.of()),
                outcome,
                changes,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                log,
                List.of(
                        new PhaseTime(BuildPhase.PREPARE, Duration.ofMillis(1500)),
                        new PhaseTime(BuildPhase.BUILD, Duration.ofSeconds(83))),
                Duration.ofMillis(84_600),
                new BuildMachine(
                        Optional.of(KernelVersion.parse("6.12.101")),
                        Optional.of(Path.of("/store/bookworm-buildd-12345678/generation-3.img")),
                        Optional.of(new DependencyLayer(
                                DependencyLayer.Origin.MADE, "0123456789abcdef", List.of("a_1_all"))),
                        Optional.of(new MachineMetrics(
                                Duration.ofMillis(61_230),
                                ByteSize.mebibytes(217),
                                ByteSize.mebibytes(33),
                                ByteSize.mebibytes(40),
                                Duration.ofSeconds(84)))),
                List.of(),
                Optional.empty());
    }

    private BuildResult failed() {
        return result("thing", new Outcome.Failed(ExitStatus.exited(2)), Optional.empty());
    }

    private BuildResult built(String version, Map<String, String> files) throws IOException {
        Path deb = DebWriter.write(
                directory.resolve("thing_2_amd64.deb"),
                "Package: thing\nVersion: " + version + "\nArchitecture: amd64\nDescription: a <thing>\n",
                files);
        FileEntry entry = new FileEntry(deb.getFileName().toString(), Files.size(deb), "0".repeat(64));
        return result(
                "thing",
                new Outcome.Succeeded(),
                Optional.of(new Changes(
                        directory.resolve("thing_2_amd64.changes"), "thing", "1:2", List.of("amd64"), List.of(entry))));
    }

    private String page(BuildReport report) throws IOException {
        Path file = directory.resolve("page.html");
        report.writeTo(file);
        return Files.readString(file);
    }

    private static PageReader read(String page) {
        return PageReader.of(page).requireSelfContained();
    }

    @Test
    void aFailureTellsItsCauseAndWhereToLook() throws IOException {
        Files.writeString(
                log,
                "==== PREPARE 2026-01-02T03:04:05Z\n==== PREPARE took 1500 ms\n" + HEADLINE
                        + "cc -c thing.c\nthing.c:7:1: error: unknown type name 'beer'\n"
                        + "make: *** [debian/rules:5: build] Error 1\n==== BUILD took 83000 ms\n");
        PageReader page = read(page(BuildReport.of(failed())));

        assertThat(page.text())
                .contains("thing 1:2", "Failed", "failed with exit code 2")
                .contains(
                        "6.12.101",
                        "bookworm-buildd-12345678, generation 3",
                        "0123456789ab, made, 1 package",
                        "a_1_all")
                .contains("1 min 23 s, failed", "1 min 1 s", "217 MiB", "33 MiB")
                .contains("Lines that may tell why", "2 errors");
        assertThat(page.links()).contains("#L5", "#log-build").containsSequence("#L5", "#L6");
        assertThat(page.ids()).contains("L1", "L7", "log-prepare", "failure", "search");
    }

    @Test
    void theLastLinesAreTheBuildsAndNotThoseOfItsEnd() throws IOException {
        Files.writeString(log, HEADLINE + "compiling\n==== BUILD took 5 ms\nThe disk is kept\n");

        assertThat(read(page(BuildReport.of(failed()))).text())
                .contains("Last lines of the phase build1==== BUILD 2026-01-02T03:04:06Z2compiling\nBuild\n");
    }

    @Test
    void whatTheChecksSaidIsThere() throws IOException {
        Files.writeString(log, HEADLINE);
        LintianTag tag = new LintianTag(LintianTag.Severity.ERROR, "thing", "binary", "no-such-<tag>", "usr/share/doc");
        BuildResult built = built("1:2", Map.of());
        BuildResult checked = built.withChecks(
                List.of(
                        new CheckResult.Linted(
                                Check.lintian().failOn(LintianTag.Severity.ERROR), List.of(tag), Duration.ofSeconds(5)),
                        new CheckResult.Tested(Check.autopkgtest(), List.of(), Duration.ofSeconds(2)),
                        new CheckResult.NotMade(Check.installation(), "its machine died", Duration.ofSeconds(1))),
                built.phases(),
                built.duration());

        PageReader page = read(page(BuildReport.of(checked)));

        assertThat(page.links()).contains("#checks");
        assertThat(page.text())
                .contains("lintian", "did not pass", "5.0 s", tag.toString())
                .contains("autopkgtest", "passed", "It has nothing to say.")
                .contains("It could not be made: its machine died");
    }

    @Test
    void theBrowserMayUseNothingButWhatIsInThePage() throws IOException {
        Files.writeString(log, HEADLINE);
        String page = page(BuildReport.of(failed()));

        assertThat(page)
                .containsPattern("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; "
                        + "style-src &#39;sha256-[A-Za-z0-9+/=]{44}&#39;; script-src &#39;sha256-")
                .doesNotContain("http://", "https://", "unsafe-inline", "url(", "@import");
    }

    @Test
    void whatComesOfABuildIsTextAndNothingElse() throws IOException {
        String evil = "</script><script>alert(1)</script> <img src=x onerror='alert(2)'> \" ' & &lt; <!-- ]]>";
        Files.writeString(log, HEADLINE + evil + "\n\u001b[31mred\u001b[0m \u202eback\u0000\n");
        BuildResult result = result("x\"><b>", new Outcome.Failed(ExitStatus.exited(2)), Optional.empty());
        String page = page(BuildReport.of(result));

        assertThat(read(page).text()).contains(evil, "red [U+202E]back\u2400", "x\"><b>");
        assertThat(page)
                .containsOnlyOnce("<script>")
                .containsOnlyOnce("</script>")
                .doesNotContain("<img", "<b>");
    }

    @Test
    void namesInAPackageAreTextToo() throws IOException {
        Files.writeString(log, HEADLINE);
        BuildResult result = built("1:2", Map.of("./usr/<script>alert(1)</script>", "", "./usr/\u202etxt.exe", "1"));
        String page = page(BuildReport.of(result));

        assertThat(read(page).text()).contains("/usr/<script>alert(1)</script>", "/usr/[U+202E]txt.exe", "a <thing>");
    }

    @Test
    void aHugeLogMakesNoHugePage() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            out.write(HEADLINE);
            for (int line = 2; line <= 1_000_000; line++) {
                out.write("cc -O2 -c file" + line + ".c -o <file" + line + ">.o\n");
            }
        }
        String page = page(BuildReport.of(failed()));

        assertThat(page).hasSizeLessThan(2 << 20);
        assertThat(read(page).text())
                .contains("file2.c", "file1000000.c", "1,000,000 lines", "left out; the log file has them");
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() throws IOException {
        Files.write(log, (HEADLINE + "gr\u00fc\u00dfe\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read(page(BuildReport.of(failed()))).text()).contains("gr\ufffd\ufffde");
    }

    @Test
    void aBuildIsComparedWithTheRecordOfAnother() throws IOException {
        Files.writeString(log, HEADLINE);
        Path record = Files.writeString(directory.resolve("before.json"), """
                {"source": "thing", "version": "1:1", "time": "2026-01-01T00:00:00Z", "durationMillis": 5, "packages": [
                  {"file": "thing_1_amd64.deb", "size": 7, "contentsWhole": true,
                   "control": {"Package": "thing", "Version": "1:1", "Depends": "gone"},
                   "contents": {"/usr/bin/thing": "3", "/usr/bin/old": "<b>"}}]}
                """);
        BuildReport report =
                BuildReport.of(built("1:2", Map.of("./usr/bin/thing", "12345"))).previous(record);

        assertThat(read(page(report)).text())
                .contains("To the build of 1:1 of 1 Jan 2026, 00:00:00 UTC", "before.json")
                .contains("1:1 \u2192 1:2", "removedDependsgone", "changed/usr/bin/thing3 B5 B", "/usr/bin/old<b>");
    }

    @Test
    void aRecordThatIsNoneIsRefused() throws IOException {
        Files.writeString(log, HEADLINE);
        BuildReport report = BuildReport.of(built("1", Map.of()));
        for (String text : List.of("", "[]", "{}", "{\"packages\": [7]}", "no json", "[".repeat(100_000))) {
            Path record = Files.writeString(directory.resolve("record"), text);
            assertThatThrownBy(() -> report.previous(record).writeTo(directory.resolve("page.html")))
                    .as(text.substring(0, Math.min(9, text.length())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(record.toString());
        }
        assertThat(directory.resolve("page.html")).doesNotExist();
    }

    @Test
    void whatWasAskedForIsToldButNoAddresses() throws IOException {
        Files.writeString(log, HEADLINE);
        PbuilderConfig config = PbuilderConfig.builder()
                .distribution("bookworm")
                .mirror("http://user:secret@mirror.example/debian")
                .profiles("nodoc")
                .build();
        BuildRequest request = BuildRequest.of(directory.resolve("thing_2.dsc"))
                .timeout(Duration.ofMinutes(5))
                .extraPackages(List.of("ccache"));
        String page = page(BuildReport.of(failed()).request(config, request));

        assertThat(read(page).text()).contains("bookworm", "nodoc", "5 min 0 s", "ccache", "loopback only");
        assertThat(page).doesNotContain("secret", "mirror.example");
    }
}
