package io.umlmachine.pbuilder;

import java.nio.file.Path;
import java.util.Optional;

/** Where the page about a build goes, and what it compares with. Immutable and thread-safe; each setter returns a changed copy. */
public final class ReportOptions {

    private final Optional<Path> file;
    private final Optional<Path> previous;

    private ReportOptions(Optional<Path> file, Optional<Path> previous) {
        this.file = file;
        this.previous = previous;
    }

    /**
     * A page beside the log, with {@code .html} for the end of the log's name: {@code NAME_VERSION_ARCH.html}, unless the
     * log is {@linkplain BuildRequest#log called} something else.
     *
     * @return the options
     */
    public static ReportOptions besideLog() {
        return new ReportOptions(Optional.empty(), Optional.empty());
    }

    /**
     * A page in a file.
     *
     * @param file the file, which is made or replaced
     * @return the options
     */
    public static ReportOptions to(Path file) {
        return new ReportOptions(Optional.of(file.toAbsolutePath()), Optional.empty());
    }

    /**
     * The build to compare with. Default: of the records of the same source in the result directory the newest; without
     * one, nothing is compared.
     *
     * @param record the record of a build, {@code NAME_VERSION_ARCH.json}, as a build with a report leaves it
     * @return the changed options
     */
    public ReportOptions previous(Path record) {
        return new ReportOptions(file, Optional.of(record.toAbsolutePath()));
    }

    /**
     * Where the page goes.
     *
     * @return a file, or empty for one beside the log
     */
    public Optional<Path> file() {
        return file;
    }

    /**
     * The build to compare with.
     *
     * @return its record, or empty for the newest one in the result directory
     */
    public Optional<Path> previous() {
        return previous;
    }
}
