package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes failed builds. */
@Command(
        name = "drop",
        description = "Removes what was kept of failed builds.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class FailedDropCommand extends ConfiguredCommand {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The failed builds, or the starts of their names.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws IOException {
        Pbuilder pbuilder = Pbuilder.with(config());
        for (String id : ids) {
            pbuilder.drop(FailedBuildName.find(pbuilder, id));
        }
        return ExitCodes.DONE;
    }
}
