package io.umlmachine.samples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after failed builds that were kept. */
@Command(
        name = "failed",
        description = {
            "Looks after the disks of builds that failed, which 'build --preserve-buildplace' keeps.",
            "A disk stays until it is dropped."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FailedListCommand.class, FailedLoginCommand.class, FailedDropCommand.class})
final class FailedCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with failed builds: COMMAND is missing");
    }
}
