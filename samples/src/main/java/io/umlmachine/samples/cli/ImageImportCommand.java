package io.umlmachine.samples.cli;

import io.umlmachine.image.ImportOptions;
import io.umlmachine.image.StoredGeneration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes an image from a file. */
@Command(
        name = "import",
        description = {
            "Makes what 'image export' wrote the current generation of its image, under the name that it has where it comes from.",
            "Its signature and its data are checked before the store changes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The archive.")
    private Path file;

    @ArgGroup(multiplicity = "1")
    private Trust trust;

    @Option(names = "--json", description = "Prints JSON: the generation.")
    private boolean json;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    private CommandSpec spec;

    /** Why the archive is trusted: one of the two has to be said. */
    static final class Trust {

        @Option(
                names = "--keyring",
                paramLabel = "FILE",
                description =
                        "Demands a signature by one of these OpenPGP public keys, as gpg --export writes them. May be"
                                + " given several times.")
        private List<Path> keyrings = List.of();

        @Option(
                names = "--unsigned",
                description =
                        "Looks at no signature. Machines will run what it holds: only for archives that are trusted"
                                + " otherwise.")
        private boolean unsigned;

        ImportOptions options() {
            return unsigned ? ImportOptions.unsigned() : ImportOptions.signedBy(keyrings.toArray(Path[]::new));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StoredGeneration generation;
        try (Progress progress = verbosity.progress(spec.commandLine().getErr())) {
            progress.step("Importing " + file);
            generation = options.store().importFrom(file, trust.options());
            progress.step("It is the current generation");
        }
        spec.commandLine().getOut().println(json ? Json.text(StoreJson.generation(generation)) : generation.name());
        return ExitCodes.DONE;
    }
}
