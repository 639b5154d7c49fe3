package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.DebDifference;
import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.Reproduction;
import io.umlmachine.pbuilder.Variation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a source package several times and compares. */
@Command(
        name = "reproduce",
        description = {
            "Builds a source package several times with another hostname, clock, user, umask, locale, timezone, number of "
                    + "jobs and order of directories, and prints in what the packages differ.",
            "The results of each build are in NAME_VERSION.reproduce in the result directory."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ReproduceCommand extends ConfiguredCommand {

    private static final int MOST = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DSC", description = "The .dsc file, with the files that it lists beside it.")
    private Path dsc;

    @Option(names = "--times", paramLabel = "N", description = "How often it is built, 2 to 100. Default: 2.")
    private int times = 2;

    @Option(names = "--vary-path", description = "Builds in another directory each time, too.")
    private boolean varyPath;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (times < 2 || times > MOST) {
            throw new ParameterException(spec.commandLine(), "--times: a source is built 2 to 100 times, not " + times);
        }
        Pbuilder pbuilder = Pbuilder.with(config());
        Reproduction reproduction = run(pbuilder);
        if (options.json()) {
            out().println(reproduction.toJson());
        } else {
            reproduction.comparisons().forEach(this::print);
        }
        if (reproduction.reproducible()) {
            return ExitCodes.DONE;
        }
        return reproduction.built() ? ExitCodes.NOT_PASSED : ExitCodes.NOT_BUILT;
    }

    private Reproduction run(Pbuilder pbuilder) throws IOException, InterruptedException {
        try (Progress progress = verbosity.progress(err())) {
            BuildRequest request =
                    options.applyTo(BuildRequest.of(dsc)).onEvent(event -> BuildReport.tell(progress, event));
            List<Variation> variations =
                    IntStream.range(0, times).mapToObj(this::variation).toList();
            Reproduction reproduction = pbuilder.reproduce(request, variations);
            progress.step(summary(reproduction));
            return reproduction;
        }
    }

    private Variation variation(int number) {
        Variation variation = Variation.number(number);
        return varyPath && number > 0 ? variation.pathSuffix("-varied" + number) : variation;
    }

    private static String summary(Reproduction reproduction) {
        if (!reproduction.built()) {
            int last = reproduction.attempts().size() - 1;
            return BuildReport.summary(reproduction.attempts().get(last).result());
        }
        return reproduction.reproducible() ? "All builds gave the same packages" : "The packages differ";
    }

    private void print(Reproduction.Comparison comparison) {
        out().println(comparison.file() + ", build " + comparison.attempt() + ": "
                + (comparison.same() ? "the same" : comparison.differences().size() + " differences"));
        for (DebDifference difference : comparison.differences()) {
            out().println("    " + difference);
        }
    }
}
