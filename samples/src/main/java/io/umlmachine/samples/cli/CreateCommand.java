package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the base image anew. */
@Command(
        name = "create",
        description = {"Makes the base image anew.", "Running builds keep the one they started on."},
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CreateCommand extends ConfiguredCommand {

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        try (Progress progress = verbosity.progress(err())) {
            progress.step("Making the base image of " + pbuilder.config().distribution());
            pbuilder.create(progress::event);
            progress.step("The base image is ready");
        }
        return ExitCodes.DONE;
    }
}
