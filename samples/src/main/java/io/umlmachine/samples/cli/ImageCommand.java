package io.umlmachine.samples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the image store. */
@Command(
        name = "image",
        description = {
            "Looks after the images that are kept for this user.",
            "An image has generations, of which machines get the current one; one is named as in IMAGE/2. "
                    + "What a machine uses is never removed."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ImageListCommand.class,
            ImageVerifyCommand.class,
            ImageRollbackCommand.class,
            ImageRemoveCommand.class,
            ImageGcCommand.class,
            ImageExportCommand.class,
            ImageImportCommand.class
        })
final class ImageCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with images: COMMAND is missing");
    }
}
