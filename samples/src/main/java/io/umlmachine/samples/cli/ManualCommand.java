package io.umlmachine.samples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
        name = "generate-man",
        description = "Prints the manual page, for man(1); try: pbuilder-uml generate-man | man -l -",
        mixinStandardHelpOptions = true)
final class ManualCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.getOut().print(ManualPage.of(line.getParent(), PbuilderUml.version()));
        line.getOut().flush();
    }
}
