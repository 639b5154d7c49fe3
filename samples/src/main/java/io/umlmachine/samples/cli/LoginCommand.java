package io.umlmachine.samples.cli;

import io.umlmachine.Terminal;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Runs a shell in a machine, on the terminal. */
@Command(
        name = "login",
        description =
                "Runs a shell in a machine as root, and ends with its status. What it changes is gone afterwards.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class LoginCommand extends ConfiguredCommand {

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = terminal();
        Pbuilder pbuilder = Pbuilder.with(config());
        err().println("Starting a machine; what is changed in it is gone after 'exit'.");
        err().flush();
        return pbuilder.login(terminal).code();
    }

    static Terminal terminal() throws IOException {
        try {
            return Terminal.system();
        } catch (IOException e) {
            throw new IOException(
                    "A login needs a terminal as its standard input and output; without one use 'execute'", e);
        }
    }
}
