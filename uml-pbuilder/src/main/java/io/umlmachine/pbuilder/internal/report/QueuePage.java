package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildFailedException;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.QueueOutcome;
import io.umlmachine.pbuilder.QueueReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The page about the builds of a queue. */
final class QueuePage {

    private static final int LAST = 10;

    private final Path directory;
    private final QueueReport report;

    private QueuePage(Path directory, QueueReport report) {
        this.directory = directory;
        this.report = report;
    }

    /** Writes it; links in it are relative to where it will be. */
    static void write(Destination file, QueueReport report) throws IOException {
        QueuePage page = new QueuePage(file.file().getParent(), report);
        Page.write(file, "Builds: " + page.summary(), page::write);
    }

    private String summary() {
        long built =
                report.entries().stream().filter(QueueReport.Entry::success).count();
        return Words.number(built) + " of " + Words.count(report.entries().size(), "source") + " built";
    }

    private void write(Html html) throws IOException {
        html.open("header").element("h1", "Builds");
        html.open("p", "class", "outcome");
        html.element("strong", summary(), "class", report.success() ? "good" : "bad");
        Instant now = Instant.now();
        html.text(" in " + Words.duration(report.duration()) + ", ");
        html.element("time", Overview.time(now), "datetime", now.toString())
                .close()
                .close()
                .line();
        html.open("main").line();
        writeTimes(html);
        Page.beginSection(html, "sources", "Sources");
        for (int place = 0; place < report.entries().size(); place++) {
            write(html, anchor(place), report.entries().get(place));
        }
        Page.endSection(html);
        html.close().line();
    }

    private void writeTimes(Html html) throws IOException {
        List<Timeline.Bar> bars = new ArrayList<>();
        for (int place = 0; place < report.entries().size(); place++) {
            QueueReport.Entry entry = report.entries().get(place);
            if (entry.run().isPresent()) {
                bars.add(new Timeline.Bar(
                        entry.source().source(),
                        "#" + anchor(place),
                        entry.run().get().begin(),
                        entry.run().get().duration(),
                        entry.success()));
            }
        }
        if (!bars.isEmpty()) {
            Page.beginSection(html, "time", "Time");
            Timeline.write(html, bars, report.duration());
            Page.endSection(html);
        }
    }

    private static String anchor(int place) {
        return "source-" + (place + 1);
    }

    private void write(Html html, String anchor, QueueReport.Entry entry) throws IOException {
        html.open("article", "class", "change", "id", anchor);
        html.open("h3").text(entry.source().source() + " ");
        html.element("span", entry.source().version(), "class", "version").text(" ");
        html.element("span", word(entry.outcome()), "class", entry.success() ? "tag good" : "tag bad")
                .close();
        if (!entry.success()) {
            html.element("p", message(entry.outcome()), "class", "cause");
        }
        html.open("dl", "class", "facts");
        if (entry.run().isPresent()) {
            QueueReport.Run run = entry.run().get();
            Page.fact(html, "Time", Words.duration(run.duration()));
            file(html, "Report", run.report());
            file(html, "Log", log(entry));
        }
        if (entry.outcome() instanceof QueueOutcome.Built built) {
            packages(html, built.result());
        }
        html.close();
        if (!entry.success() && log(entry).isPresent()) {
            quote(html, entry, log(entry).get());
        }
        html.close().line();
    }

    private static Optional<Path> log(QueueReport.Entry entry) {
        Optional<Path> told = entry.run().flatMap(QueueReport.Run::log);
        return told.or(() -> result(entry.outcome()).map(BuildResult::log));
    }

    private static Optional<BuildResult> result(QueueOutcome outcome) {
        if (outcome instanceof QueueOutcome.Built built) {
            return Optional.of(built.result());
        }
        return outcome instanceof QueueOutcome.Failed failed ? Optional.of(failed.result()) : Optional.empty();
    }

    private static String word(QueueOutcome outcome) {
        if (outcome instanceof QueueOutcome.Broken) {
            return "Not built";
        } else if (outcome instanceof QueueOutcome.DependencyFailed || outcome instanceof QueueOutcome.Stopped) {
            return "Not tried";
        } else if (outcome instanceof QueueOutcome.Cancelled) {
            return "Cancelled";
        }
        return Ending.of(result(outcome).orElseThrow()).word();
    }

    private static String message(QueueOutcome outcome) {
        return outcome instanceof QueueOutcome.Failed failed
                ? new BuildFailedException(failed.result()).getMessage()
                : outcome.toString();
    }

    private static void packages(Html html, BuildResult result) throws IOException {
        for (Path deb : result.debs()) {
            String name = deb.getFileName().toString();
            String size = result.changes().stream()
                    .flatMap(changes -> changes.files().stream())
                    .filter(entry -> entry.name().equals(name))
                    .map(entry -> Words.size(entry.size()))
                    .findFirst()
                    .orElse("");
            Page.fact(html, "Package", name + ", " + size);
        }
    }

    private void file(Html html, String what, Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            html.open("div").element("dt", what).open("dd");
            html.element("a", file.get().getFileName().toString(), "href", Links.relative(directory, file.get()));
            html.close().close();
        }
    }

    /** A log that is not there any more is no reason to have no page. */
    private void quote(Html html, QueueReport.Entry entry, Path log) throws IOException {
        if (!Files.isReadable(log)) {
            return;
        }
        LogParts parts = LogParts.read(log, EnumSet.allOf(BuildPhase.class));
        Optional<LogPart> part = result(entry.outcome())
                .flatMap(result -> parts.of(BuildPhase.BUILD))
                .or(() -> parts.parts().stream().reduce((first, second) -> second));
        if (part.isPresent()) {
            Optional<String> page =
                    entry.run().flatMap(QueueReport.Run::report).map(report -> Links.relative(directory, report));
            html.open("details").open("summary").element("span", "From the log", "class", "name");
            html.close().open("div", "class", "inside");
            Failure.write(html, part.get(), LAST, page);
            html.close().close();
        }
    }
}
