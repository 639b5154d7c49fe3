package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a source package. */
@Command(
        name = "build",
        description = {
            "Builds a source package in a machine of its own. The base image is made first, if there is none.",
            "Prints the paths of the log, the packages and the .changes file."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class BuildCommand extends ConfiguredCommand {

    @Parameters(paramLabel = "DSC", description = "The .dsc file, with the files that it lists beside it.")
    private Path dsc;

    @Option(
            names = "--logfile",
            paramLabel = "FILE",
            description = "The log. Default: NAME_VERSION_ARCH.build beside the results.")
    private Optional<Path> log = Optional.empty();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        BuildResult result = build(pbuilder);
        out().println(result.log());
        result.changes().ifPresent(changes -> {
            changes.files("").forEach(out()::println);
            out().println(changes.file());
        });
        return result.success() ? ExitCodes.DONE : ExitCodes.NOT_BUILT;
    }

    private BuildResult build(Pbuilder pbuilder) throws IOException, InterruptedException {
        try (Progress progress = verbosity.progress(err())) {
            BuildRequest request = BuildRequest.of(dsc).onEvent(event -> tell(progress, event));
            BuildResult result = pbuilder.build(log.map(request::log).orElse(request));
            if (!result.success()) {
                progress.explain();
            }
            progress.step(summary(result));
            return result;
        }
    }

    private static void tell(Progress progress, BuildEvent event) {
        if (event instanceof BuildEvent.LogLine line) {
            progress.detail(line.text());
        } else {
            progress.step(event.toString());
        }
    }

    private static String summary(BuildResult result) {
        String name = result.source().source() + " " + result.source().version();
        return result.success()
                ? name + " is built"
                : name + " is not built: dpkg-buildpackage ended with " + result.status();
    }
}
