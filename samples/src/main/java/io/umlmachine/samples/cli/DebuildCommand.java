package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Builds the source in a directory. */
@Command(
        name = "debuild",
        aliases = "pdebuild",
        description = {
            "Makes a source package of an unpacked source in a machine, and builds it in another one; as 'build' then.",
            "The directory stays as it is; the upstream source is looked for beside it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DebuildCommand extends ConfiguredCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The unpacked source. Default: the current directory.")
    private Path tree;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Mixin
    private final CheckOptions checks = new CheckOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        Path directory = Files.createTempDirectory("pbuilder-uml-");
        try (Progress progress = verbosity.progress(err())) {
            progress.step("Making a source package of " + tree.toAbsolutePath().normalize());
            Dsc source = pbuilder.packSource(tree.toAbsolutePath().normalize(), directory);
            BuildResult result = pbuilder.build(options.applyTo(BuildRequest.of(source.file()))
                    .checks(checks.checks())
                    .onEvent(event -> BuildReport.tell(progress, event)));
            if (!result.success()) {
                progress.explain();
            }
            progress.step(BuildReport.summary(result));
            return BuildReport.print(result, options.json(), out());
        } finally {
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
