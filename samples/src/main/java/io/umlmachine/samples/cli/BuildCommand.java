package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Builds a source package. */
@Command(
        name = "build",
        description = {
            "Builds a source package in a machine of its own.",
            "The base image is made first, if there is none. Prints the paths of the log, the packages and "
                    + "the .changes file."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class BuildCommand extends ConfiguredCommand {

    @Parameters(paramLabel = "DSC", description = "The .dsc file, with the files that it lists beside it.")
    private Path dsc;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Mixin
    private final CheckOptions checks = new CheckOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        return BuildReport.print(build(pbuilder), options.json(), out());
    }

    private BuildResult build(Pbuilder pbuilder) throws IOException, InterruptedException {
        try (Progress progress = verbosity.progress(err())) {
            BuildRequest request = options.applyTo(BuildRequest.of(dsc))
                    .checks(checks.checks())
                    .onEvent(event -> BuildReport.tell(progress, event));
            BuildResult result = pbuilder.build(request);
            if (!result.success()) {
                progress.explain();
            }
            progress.step(BuildReport.summary(result));
            return result;
        }
    }
}
