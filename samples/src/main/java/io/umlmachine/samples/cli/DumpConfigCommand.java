package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.PbuilderConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints every configuration key, its value and where it comes from. */
@Command(
        name = "dumpconfig",
        description = "Prints every key, its value and where it comes from, as a configuration file.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DumpConfigCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Prints JSON: an array of keys, each with its value and its origin.")
    private boolean json;

    @Override
    public Integer call() {
        PbuilderConfig config = config();
        if (json) {
            out().println(Json.text(Json.array(config.settings(), ConfiguredJson::setting)));
        } else {
            config.settings().forEach(out()::println);
        }
        return ExitCodes.DONE;
    }
}
