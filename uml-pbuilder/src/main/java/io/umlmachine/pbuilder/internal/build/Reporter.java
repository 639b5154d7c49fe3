package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.ReportOptions;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import io.umlmachine.pbuilder.internal.report.BuildFacts;
import io.umlmachine.pbuilder.internal.report.Destination;
import io.umlmachine.pbuilder.internal.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the page about one build, if it was asked for. That it cannot be written is told, and no more. */
final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    private static final String PAGE = ".html";

    private final PbuilderConfig config;
    private final BuildRequest request;
    private final Dsc source;
    private final Path results;
    private final Workspace workspace;
    private final Journal journal;

    Reporter(
            PbuilderConfig config,
            BuildRequest request,
            Dsc source,
            Path results,
            Workspace workspace,
            Journal journal) {
        this.config = config;
        this.request = request;
        this.source = source;
        this.results = results;
        this.workspace = workspace;
        this.journal = journal;
    }

    /**
     * The build has run to its end.
     *
     * @return the same, with its report
     */
    BuildResult tell(BuildResult result) {
        return write(BuildFacts.of(result, Instant.now()))
                .map(result::withReport)
                .orElse(result);
    }

    /** The build could not run to its end. */
    void tell(Exception cause) {
        write(BuildFacts.of(source, cause, journal.path(), journal.times(), journal.elapsed(), journal.machine()));
    }

    private Optional<Path> write(BuildFacts facts) {
        if (request.report().isEmpty()) {
            return Optional.empty();
        }
        ReportOptions options = request.report().get();
        Path page = options.file().orElseGet(() -> besideLog(journal.path()));
        Path record = results.resolve(StagedSource.name(source).fileName("_" + HostSystem.architecture() + ".json"));
        try {
            Reports.write(
                    staged(page, "-page"), facts.asked(config, request), options.previous(), staged(record, "-record"));
            journal.reported(page);
            return Optional.of(page);
        } catch (IOException | RuntimeException e) {
            // Packages may be malformed in ways that nobody has thought of.
            LOG.warn("The report of {} cannot be written", source.source(), e);
            journal.line("The report cannot be written: " + e);
            return Optional.empty();
        }
    }

    /** What a program that is killed leaves there goes with its workspace. */
    private Destination staged(Path file, String suffix) throws IOException {
        return new Destination(file, workspace.directoryIn(file.getParent(), suffix));
    }

    /** With another end: {@code hello_2.10-3_amd64.build} has {@code hello_2.10-3_amd64.html} beside it. */
    private static Path besideLog(Path log) {
        String name = log.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String page = (dot > 0 ? name.substring(0, dot) : name) + PAGE;
        return log.resolveSibling(page.equals(name) ? name + PAGE : page);
    }
}
