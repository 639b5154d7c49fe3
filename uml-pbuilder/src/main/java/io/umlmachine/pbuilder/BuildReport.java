package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.report.BuildFacts;
import io.umlmachine.pbuilder.internal.report.Destination;
import io.umlmachine.pbuilder.internal.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A page about a build, for a browser: one file that refers to no other. It tells how the build ended and why, its times,
 * what its machine used, its packages with their sizes, control fields and contents, what differs from the packages of an
 * earlier build, and its log, folded by phases, with a search. Of a log that is too long for a page the beginning and the
 * end of each phase are there, and of what is between them the first lines that look like errors. Immutable and
 * thread-safe; each setter returns a changed copy.
 *
 * <pre>{@code
 * BuildReport.of(pbuilder.build(request)).writeTo(Path.of("report.html"));
 * }</pre>
 *
 * <p>What comes of a build is not trusted: on the page all of it is text. Control characters, escapes of terminals and
 * characters that turn the order of others around are taken out or shown. The page has a Content Security Policy that
 * lets a browser load nothing.
 *
 * <p>A build writes its page itself, also if it throws, if {@link BuildRequest#report} says so.
 */
public final class BuildReport {

    private final BuildFacts facts;
    private final Optional<Path> previous;

    private BuildReport(BuildFacts facts, Optional<Path> previous) {
        this.facts = facts;
        this.previous = previous;
    }

    /**
     * A report of a build that ran. Its log and packages are read when the page is written.
     *
     * @param result what the build left
     * @return the report
     * @throws IOException if the log is not there, whose time is the build's
     */
    public static BuildReport of(BuildResult result) throws IOException {
        return new BuildReport(
                BuildFacts.of(result, Files.getLastModifiedTime(result.log()).toInstant()), Optional.empty());
    }

    /**
     * What the build was asked for, so that the page tells it. Default: that is left out.
     *
     * @param config how its machine was
     * @param request what was built, and how
     * @return the changed report
     */
    public BuildReport request(PbuilderConfig config, BuildRequest request) {
        return new BuildReport(facts.asked(config, request), previous);
    }

    /**
     * The build to compare with, as {@link ReportOptions#previous}. Default: of the records of the same source beside the
     * packages the newest that is not this build's own.
     *
     * @param record the record of a build
     * @return the changed report
     */
    public BuildReport previous(Path record) {
        return new BuildReport(facts, Optional.of(record));
    }

    /**
     * Writes the page. It appears whole or not at all.
     *
     * @param file where to; made or replaced
     * @throws IOException if it cannot be written, or the log, a package or the record to compare with cannot be read
     */
    public void writeTo(Path file) throws IOException {
        Reports.write(Destination.of(file), facts, previous);
    }
}
