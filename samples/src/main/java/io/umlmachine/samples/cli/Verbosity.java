package io.umlmachine.samples.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How much of the progress is shown. */
final class Verbosity {

    /**
     * Whether standard error is a terminal: the launcher sets which of the descriptors 0, 1 and 2 are, such as
     * {@code 012}, because Java cannot tell.
     */
    private static final boolean ON_TERMINAL =
            System.getProperty("pbuilder-uml.terminals", "").contains("2");

    /** The width of that terminal, from the launcher too. */
    private static final int COLUMNS = Math.max(20, Integer.getInteger("pbuilder-uml.columns", 80));

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints the whole log, not its steps only.")
    private boolean verbose;

    Progress progress(PrintWriter out) {
        return verbose ? Progress.full(out) : ON_TERMINAL ? Progress.live(out, COLUMNS) : Progress.steps(out);
    }
}
