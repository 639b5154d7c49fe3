package io.umlmachine.samples.cli;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.RootstrapConf;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an image as rootstrap did. */
@Command(
        name = "rootstrap",
        description = {
            "Makes an image file as a rootstrap.conf describes it, and prints its path.",
            "An image of the same description that the image store has is copied. The file appears whole; a "
                    + "machine that runs on the one it replaces keeps that."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RootstrapCommand implements Callable<Integer> {

    private static final Path USUAL_CONFIG = Path.of("/etc/rootstrap/rootstrap.conf");

    @Parameters(paramLabel = "IMAGE", description = "The file to make.")
    private Path file;

    @Option(
            names = {"-s", "--image-size"},
            paramLabel = "SIZE",
            description = "The size of its file system: megabytes, or with a unit, as in 4G. Default: initialsize.")
    private Optional<String> size = Optional.empty();

    @Option(names = "-o", paramLabel = "LOG", description = "Writes what programs print to a file.")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = {"-u", "--umlargs"},
            paramLabel = "UMLARGS",
            description = "More arguments for the kernels of the machines that take part, in one word.")
    private List<String> kernelArguments = List.of();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "CONF",
            description = "The configuration. Default: /etc/rootstrap/rootstrap.conf, if it is there.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RootstrapConf conf = configuration();
        if (Files.isDirectory(file)) {
            throw refuse(file + " is a directory; name the file to make");
        }
        try (Progress progress = verbosity.progress(spec.commandLine().getErr());
                EventLog events = log.isPresent() ? EventLog.create(log.get()) : EventLog.none()) {
            Consumer<ImageEvent> shown = progress::event;
            DebianImage image = image(conf, shown.andThen(events));
            progress.step("Making " + file + " from the image " + image.name());
            events.note("The image is " + image.name());
            image.copyTo(file);
            events.note("It has been copied to " + file);
            progress.step("The image is ready");
        }
        spec.commandLine().getOut().println(file);
        return ExitCodes.DONE;
    }

    /** What it says without effect, and what pbuilder is told otherwise, is said on standard error. */
    private RootstrapConf configuration() {
        Optional<Path> source = config.or(() -> Optional.of(USUAL_CONFIG).filter(Files::exists));
        RootstrapConf conf = source.map(RootstrapConf::load).orElseGet(RootstrapConf::defaults);
        Stream.concat(
                        conf.remarks().stream(),
                        PbuilderConfig.load().differences(conf).stream()
                                .map(difference -> "the image will not be what pbuilder expects: " + difference))
                .forEach(note -> spec.commandLine().getErr().println("note: " + note));
        return conf;
    }

    private DebianImage image(RootstrapConf conf, Consumer<ImageEvent> listener) {
        try {
            DebianImage.Builder image = conf.image().onProgress(listener);
            size.map(RootstrapConf::size).ifPresent(image::size);
            kernelArguments.stream()
                    .flatMap(words -> Stream.of(words.strip().split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .forEach(image::kernelArgument);
            return image.build();
        } catch (IllegalArgumentException e) {
            throw refuse(e.getMessage());
        }
    }

    private ParameterException refuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
