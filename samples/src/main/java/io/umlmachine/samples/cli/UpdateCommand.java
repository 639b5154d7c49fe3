package io.umlmachine.samples.cli;

import io.umlmachine.image.ImageUpdate;
import io.umlmachine.image.PackageChanges;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the base image up to date. */
@Command(
        name = "update",
        description = {
            "Brings the base image's packages up to date, and prints what has changed: - for a package that is gone, + for one that is new, = for one that has another version.",
            "Running builds keep the image they started on."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class UpdateCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Prints JSON: the generation, and what has changed.")
    private boolean json;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        try (Progress progress = verbosity.progress(err())) {
            progress.step("Bringing the base image of " + pbuilder.config().distribution() + " up to date");
            ImageUpdate update = pbuilder.update(progress::event);
            progress.step(
                    update.changes().isEmpty()
                            ? "The base image was up to date"
                            : "The base image is generation "
                                    + update.manifest().generation());
            if (json) {
                out().println(Json.text(ConfiguredJson.update(update)));
            } else {
                print(update.changes(), out());
            }
        }
        return ExitCodes.DONE;
    }

    private static void print(PackageChanges changes, PrintWriter out) {
        changes.removed().forEach((name, version) -> out.println("- " + name + " " + version));
        changes.added().forEach((name, version) -> out.println("+ " + name + " " + version));
        changes.changed().forEach((name, versions) -> out.println("= " + name + " " + versions));
    }
}
