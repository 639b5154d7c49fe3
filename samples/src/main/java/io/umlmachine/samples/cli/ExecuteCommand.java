package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.ExecuteRequest;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a script of the host in a machine. */
@Command(
        name = "execute",
        description = {
            "Runs a script in a machine as root, with this command's standard streams, and ends with its status.",
            "What it changes is gone afterwards. Options come before SCRIPT; all that follows it is the " + "script's."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ExecuteCommand extends ConfiguredCommand {

    @Parameters(index = "0", paramLabel = "SCRIPT", description = "A file anywhere on the host.")
    private Path script;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Its arguments, which reach it as they are.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExecuteRequest request = ExecuteRequest.of(script, arguments.toArray(String[]::new))
                .stdin(System.in)
                .stdout(System.out)
                .stderr(System.err);
        return Pbuilder.with(config()).execute(request).code();
    }
}
