package io.umlmachine.samples.cli;

import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.StoredGeneration;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes back to an earlier generation. */
@Command(
        name = "rollback",
        description = {
            "Makes another generation the current one: the one that is named, else the newest before the current one.",
            "Machines that run keep theirs."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageRollbackCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "IMAGE",
            converter = ImageName.Converter.class,
            description = "Which one, or IMAGE/NUMBER.")
    private ImageName name;

    @Option(names = "--json", description = "Prints JSON: the generation.")
    private boolean json;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ImageStore store = options.store();
        Optional<GenerationName> wanted = name.generation();
        StoredGeneration current =
                wanted.isPresent() ? store.rollback(name.image(), wanted.get().number()) : store.rollback(name.image());
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? Json.text(StoreJson.generation(current))
                                : current.name() + " is the current generation");
        return ExitCodes.DONE;
    }
}
