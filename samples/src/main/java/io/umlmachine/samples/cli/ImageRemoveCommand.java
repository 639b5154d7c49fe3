package io.umlmachine.samples.cli;

import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes images. */
@Command(
        name = "rm",
        description = {
            "Removes whole images, or generations that are not current.",
            "One in use stays, and is an error."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageRemoveCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            converter = ImageName.Converter.class,
            description = "Which ones; one generation is IMAGE/NUMBER.")
    private List<ImageName> names = List.of();

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ImageStore store = options.store();
        for (ImageName name : names) {
            Optional<GenerationName> generation = name.generation();
            if (generation.isPresent()) {
                store.remove(name.image(), generation.get().number());
            } else {
                store.remove(name.image());
            }
        }
        return ExitCodes.DONE;
    }
}
