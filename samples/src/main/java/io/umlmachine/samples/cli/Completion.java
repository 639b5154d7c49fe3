package io.umlmachine.samples.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete this command's words. */
@Command(
        name = "generate-completion",
        description = "Prints a script that makes bash and zsh complete the words of this command; try:"
                + " source <(pbuilder-uml generate-completion)",
        mixinStandardHelpOptions = true)
final class Completion implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.getOut().print(script(line.getParent()));
        line.getOut().flush();
    }

    static String script(CommandLine line) {
        return AutoComplete.bash(line.getCommandName(), line);
    }
}
