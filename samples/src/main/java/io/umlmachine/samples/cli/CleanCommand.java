package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Removes what killed programs left. */
@Command(
        name = "clean",
        description = {
            "Removes what builds of killed programs have left in the build place; every build does so too.",
            "Images are looked after by 'image gc', failed builds by 'failed drop'."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CleanCommand extends ConfiguredCommand {

    @Override
    public Integer call() throws IOException {
        int removed = Pbuilder.with(config()).clean();
        out().println(removed == 0 ? "There was nothing to remove" : "Removed what " + removed + " builds had left");
        return ExitCodes.DONE;
    }
}
