package io.umlmachine.samples.cli;

import picocli.CommandLine.Command;

/** Prints every configuration key, its value and where it comes from. */
@Command(
        name = "dumpconfig",
        description = "Prints every key, its value and where it comes from, as a configuration file.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DumpConfigCommand extends ConfiguredCommand {

    @Override
    public Integer call() {
        config().settings().forEach(setting -> out().println(setting));
        return ExitCodes.DONE;
    }
}
