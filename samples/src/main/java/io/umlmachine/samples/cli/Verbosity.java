package io.umlmachine.samples.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How much of the progress is shown. */
final class Verbosity {

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints the whole log, not its steps only.")
    private boolean verbose;

    Progress progress(PrintWriter out) {
        return verbose
                ? Progress.full(out)
                : Screen.err()
                        .columns()
                        .map(columns -> Progress.live(out, columns))
                        .orElseGet(() -> Progress.steps(out));
    }
}
