package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.umlmachine.ExitStatus;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.QueueReport.Entry;
import io.umlmachine.pbuilder.QueueReport.Run;
import io.umlmachine.pbuilder.internal.report.PageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of queues that nobody ran. */
class QueueReportTest {

    @TempDir
    private Path directory;

    private Path log;
    private QueueReport report;

    @BeforeEach
    void makeTheReport() throws IOException {
        log = Files.writeString(
                directory.resolve("broken 1%.build"),
                "==== BUILD 2026-01-02T03:04:06Z\nx.c:1:1: error: <b>no</b>\nmake: *** [build] Error 1\n");
        Changes changes = new Changes(
                directory.resolve("good.changes"),
                "good",
                "1",
                List.of("all"),
                List.of(new FileEntry("good_1_all.deb", 2048, "0".repeat(64))));
        report = new QueueReport(
                List.of(
                        new Entry(
                                source("good"),
                                new QueueOutcome.Built(result("good", new Outcome.Succeeded(), Optional.of(changes))),
                                run(0, Optional.empty())),
                        new Entry(
                                source("broken"),
                                new QueueOutcome.Failed(
                                        result("broken", new Outcome.Failed(ExitStatus.exited(2)), Optional.empty())),
                                run(5, Optional.of(directory.resolve("pages/broken.html")))),
                        new Entry(
                                source("odd"),
                                new QueueOutcome.Broken(new SourceException("<script>alert(1)</script>")),
                                run(7, Optional.empty())),
                        new Entry(
                                source("needy"),
                                new QueueOutcome.DependencyFailed(List.of(source("broken"))),
                                Optional.empty())),
                Duration.ofSeconds(12));
    }

    private Dsc source(String name) {
        return new Dsc(directory.resolve(name + ".dsc"), name, "1", "3.0 (native)", List.of());
    }

    private Optional<Run> run(int begin, Optional<Path> page) {
        return Optional.of(new Run(Duration.ofSeconds(begin), Duration.ofSeconds(4), Optional.of(log), page));
    }

    private BuildResult result(String name, Outcome outcome, Optional<Changes> changes) {
        return new BuildResult(
                source(name),
                outcome,
                changes,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                log,
                List.of(),
                Duration.ofSeconds(4),
                BuildMachine.unknown(),
                List.of(),
                Optional.empty());
    }

    @Test
    void programsGetWhatBecameOfEachSource() {
        JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();

        assertThat(json.get("success").getAsBoolean()).isFalse();
        assertThat(json.get("durationMillis").getAsLong()).isEqualTo(12_000);
        assertThat(json.getAsJsonArray("sources"))
                .extracting(source -> source.getAsJsonObject()
                        .getAsJsonObject("outcome")
                        .get("kind")
                        .getAsString())
                .containsExactly("built", "failed", "broken", "dependency-failed");
        JsonObject broken = json.getAsJsonArray("sources").get(1).getAsJsonObject();
        assertThat(broken.getAsJsonObject("result")
                        .getAsJsonObject("outcome")
                        .get("exitCode")
                        .getAsInt())
                .isEqualTo(2);
        assertThat(broken.getAsJsonObject("run"))
                .isEqualTo(JsonParser.parseString("{beginMillis: 5000, durationMillis: 4000, log: '" + log
                        + "', report: '" + directory.resolve("pages/broken.html") + "'}"));
        JsonObject needy = json.getAsJsonArray("sources").get(3).getAsJsonObject();
        assertThat(needy.has("run")).isFalse();
        assertThat(needy.getAsJsonObject("outcome").getAsJsonArray("missing"))
                .isEqualTo(JsonParser.parseString("[broken]"));
    }

    @Test
    void thePageLinksWhatBuildsLeftAndQuotesFailures() throws IOException {
        Path file = directory.resolve("new/queue.html");
        report.writeTo(file);
        PageReader page = PageReader.of(Files.readString(file)).requireSelfContained();

        assertThat(page.text())
                .contains("1 of 4 sources built", "good_1_all.deb, 2.0 KiB", "x.c:1:1: error: <b>no</b>")
                .contains("not tried, for it needs packages of broken", "<script>alert(1)</script>");
        assertThat(page.links())
                .contains("#source-1", "../broken%201%25.build", "../pages/broken.html", "../pages/broken.html#L2");
    }

    @Test
    void aLogThatIsGoneIsNoReasonToHaveNoPage() throws IOException {
        Files.delete(log);
        Path file = directory.resolve("queue.html");
        report.writeTo(file);

        assertThat(PageReader.of(Files.readString(file)).text()).contains("1 of 4 sources built");
    }
}
