package io.umlmachine.samples.cli;

import io.umlmachine.Terminal;
import io.umlmachine.pbuilder.BinaryNmu;
import io.umlmachine.pbuilder.BuildRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of one build that are no keys of the configuration. */
final class RequestOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--logfile",
            paramLabel = "FILE",
            description = "The log. Default: NAME_VERSION_ARCH.build beside the results.")
    private Optional<Path> log = Optional.empty();

    @Option(names = "--pkgname-logfile", description = "Calls the log after the package, which is the default.")
    private boolean namedAfterPackage;

    @Option(names = "--json", description = "Prints JSON: what came of the build.")
    private boolean json;

    @Option(
            names = "--inputfile",
            paramLabel = "FILE",
            description = "A file to put beside the source. May be repeated.")
    private List<Path> inputFiles = List.of();

    @Option(
            names = "--add-package",
            paramLabel = "NAME",
            description = "A package to install in this build's machine only. May be repeated.")
    private List<String> packages = List.of();

    @Option(names = "--bin-nmu", paramLabel = "MESSAGE", description = "Does a binary-only upload, and says why.")
    private Optional<String> binaryNmu = Optional.empty();

    @Option(names = "--bin-nmu-version", paramLabel = "N", description = "Its number. Default: 1.")
    private int binaryNmuNumber = 1;

    @Option(
            names = "--bin-nmu-timestamp",
            paramLabel = "SECONDS",
            description = "Its time, in seconds since 1970. Default: now.")
    private Optional<Long> binaryNmuTime = Optional.empty();

    @Mixin
    private final SourceOptions common = new SourceOptions();

    @Mixin
    private final ReportOption report = new ReportOption();

    /** Where the result goes as JSON. */
    boolean json() {
        return json;
    }

    /** Adds the options to a request. */
    BuildRequest applyTo(BuildRequest request) {
        try {
            BuildRequest changed =
                    common.applyTo(request).inputFiles(inputFiles).extraPackages(packages);
            changed = log.map(changed::log).orElse(changed);
            changed = report.options().map(changed::report).orElse(changed);
            changed = upload().map(changed::binaryNmu).orElse(changed);
            return terminal().map(changed::terminal).orElse(changed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<BinaryNmu> upload() {
        return binaryNmu.map(message ->
                new BinaryNmu(binaryNmuNumber, message, Optional.empty(), binaryNmuTime.map(Instant::ofEpochSecond)));
    }

    /** Hooks after a failure may open a shell, if there is somebody to use it. */
    private static Optional<Terminal> terminal() {
        try {
            return Optional.of(Terminal.system());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
