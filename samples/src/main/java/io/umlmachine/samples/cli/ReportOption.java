package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.ReportOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a build leaves a page, and where. */
final class ReportOption {

    @Option(
            names = "--report",
            arity = "0..1",
            preprocessor = AttachedValue.class,
            paramLabel = "FILE",
            description =
                    "Writes a page for a browser about the build. Default FILE: NAME_VERSION_ARCH.html beside the log.")
    private Optional<String> page = Optional.empty();

    @Option(
            names = "--report-previous",
            paramLabel = "JSON",
            description =
                    "The record of the build that the page compares with. Default: the newest of the source beside"
                            + " the results.")
    private Optional<Path> previous = Optional.empty();

    Optional<ReportOptions> options() {
        Optional<ReportOptions> options =
                page.map(file -> file.isEmpty() ? ReportOptions.besideLog() : ReportOptions.to(Path.of(file)));
        return options.map(chosen -> previous.map(chosen::previous).orElse(chosen));
    }
}
