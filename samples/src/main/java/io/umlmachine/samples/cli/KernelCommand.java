package io.umlmachine.samples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after kernels. */
@Command(
        name = "kernel",
        description = {
            "Gets kernels of other Debian suites for this user: the newer one is, the faster machines boot.",
            "The variable UML_KERNEL names the one that machines get; builds choose by --uml-kernel."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KernelListCommand.class, KernelFetchCommand.class})
final class KernelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with kernels: COMMAND is missing");
    }
}
