package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a shell where a build failed. */
@Command(
        name = "login",
        description = {
            "Runs a shell as root on the disk of a failed build, in the directory of its source, with a network.",
            "What it changes stays. Ends with the shell's status."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class FailedLoginCommand extends ConfiguredCommand {

    @Parameters(paramLabel = "ID", description = "The failed build, as 'failed ls' calls it, or the start of that.")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        return pbuilder.login(FailedBuildName.find(pbuilder, id), LoginCommand.terminal())
                .code();
    }
}
