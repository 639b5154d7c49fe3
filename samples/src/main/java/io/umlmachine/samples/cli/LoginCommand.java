package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.Terminal;
import java.io.IOException;
import java.util.Optional;
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
        Pbuilder pbuilder = Pbuilder.with(config());
        err().println("Starting a machine; what is changed in it is gone after 'exit'.");
        err().flush();
        try (HostTerminal host = HostTerminal.raw()) {
            String type = Optional.ofNullable(System.getenv("TERM")).orElse("dumb");
            return pbuilder.login(new Terminal(System.in, System.out, host::size, type))
                    .code();
        }
    }
}
