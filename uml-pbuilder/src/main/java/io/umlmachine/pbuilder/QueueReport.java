package io.umlmachine.pbuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
     */
    public record Entry(Dsc source, QueueOutcome outcome) {

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

    /** A line for each source, and one for all. */
    @Override
    public String toString() {
        long built = entries.stream().filter(Entry::success).count();
        return entries.stream().map(entry -> entry + "\n").collect(Collectors.joining()) + built + " of "
                + entries.size() + " built in " + duration.toSeconds() + " s";
    }
}
