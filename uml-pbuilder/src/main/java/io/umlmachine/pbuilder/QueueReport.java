package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.report.Destination;
import io.umlmachine.pbuilder.internal.report.Reports;
import io.umlmachine.pbuilder.internal.results.QueueJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of all sources of a queue. Immutable and thread-safe.
 *
 * @param entries one for each request, in the order of the requests
 * @param duration the time of it all
 */
public record QueueReport(List<Entry> entries, Duration duration) {

    /**
     * Copies the list.
     *
     * @param entries one for each request
     * @param duration the time of it all
     */
    public QueueReport {
        entries = List.copyOf(entries);
    }

    /**
     * One source.
     *
     * @param source the source package
     * @param outcome what became of it
     * @param run its build; empty if none was started
     */
    public record Entry(Dsc source, QueueOutcome outcome, Optional<Run> run) {

        /**
         * Whether its packages were built.
         *
         * @return true if so
         */
        public boolean success() {
            return outcome instanceof QueueOutcome.Built;
        }

        @Override
        public String toString() {
            return source.source() + " " + source.version() + ": " + outcome;
        }
    }

    /**
     * A build of a queue.
     *
     * @param begin when it began, after the queue did; it may have waited for memory then
     * @param duration how long it took, with that
     * @param log its log, if it came so far
     * @param report the page about it, if {@linkplain BuildRequest#report it was asked for} and could be written
     */
    public record Run(Duration begin, Duration duration, Optional<Path> log, Optional<Path> report) {}

    /**
     * Whether all were built.
     *
     * @return true if so
     */
    public boolean success() {
        return entries.stream().allMatch(Entry::success);
    }

    /**
     * The binary packages of those that were built.
     *
     * @return paths of .deb and .udeb files
     */
    public List<Path> debs() {
        return entries.stream()
                .flatMap(entry -> entry.outcome() instanceof QueueOutcome.Built built
                        ? built.result().debs().stream()
                        : java.util.stream.Stream.empty())
                .toList();
    }

    /**
     * This report as JSON, for other programs: one object with {@code success}, {@code durationMillis} and {@code sources}, a
     * list of objects with {@code source}, {@code version}, {@code dsc}, {@code success}, {@code outcome} ({@code kind}, which
     * is {@code built}, {@code failed}, {@code broken}, {@code dependency-failed}, {@code stopped} or {@code cancelled};
     * {@code message}; {@code missing}), {@code run} ({@code beginMillis}, {@code durationMillis}, {@code log},
     * {@code report}) and {@code result}, as {@link BuildResult#toJson} has it. What is not there is left out; members may
     * be added in later versions.
     *
     * @return the text, without a newline at its end
     */
    public String toJson() {
        return QueueJson.write(this);
    }

    /**
     * Writes a page about all builds, for a browser: one file that needs no other, with what became of each source, when its
     * build ran, and of one that failed the lines of its log that may tell why. Where a build has a page of its own, or a
     * log, there is a link to it, relative to the page. As {@link BuildReport}, it takes nothing of a build for more than
     * text. It appears whole or not at all.
     *
     * @param file where to; made or replaced
     * @throws IOException if it cannot be written
     */
    public void writeTo(Path file) throws IOException {
        Reports.write(Destination.of(file), this);
    }

    /** A line for each source, and one for all. */
    @Override
    public String toString() {
        long built = entries.stream().filter(Entry::success).count();
        return entries.stream().map(entry -> entry + "\n").collect(Collectors.joining()) + built + " of "
                + entries.size() + " built in " + duration.toSeconds() + " s";
    }
}
