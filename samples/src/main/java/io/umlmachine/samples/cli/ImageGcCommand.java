package io.umlmachine.samples.cli;

import io.umlmachine.ByteSize;
import io.umlmachine.image.GcPolicy;
import io.umlmachine.image.GcReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes room. */
@Command(
        name = "gc",
        description = {
            "Removes generations that nobody uses: of each image all but the current one and the newest others.",
            "Without options, that is what happens anyway when a generation is made."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something could not be removed", "2, 4:as of pbuilder-uml itself"},
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageGcCommand implements Callable<Integer> {

    private static final int NOT_ALL = 1;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many generations of each image stay in any case. Default: 2.")
    private Optional<Integer> keep = Optional.empty();

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = Age.class,
            description = "How long others stay after their last use, such as 12h or 30d. Default: not at all.")
    private Optional<Duration> maxAge = Optional.empty();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "What the store may take, such as 20G: others go earlier then. Default: no limit.")
    private Optional<ByteSize> maxSize = Optional.empty();

    @Option(
            names = "--unused",
            paramLabel = "TIME",
            converter = Age.class,
            description = "Lets whole images go of which nothing was used for so long. Default: they stay.")
    private Optional<Duration> unused = Optional.empty();

    @Option(names = "--json", description = "Prints JSON: an object with what was removed; sizes in bytes.")
    private boolean json;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        GcReport report = options.store().gc(policy());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(StoreJson.report(report)));
        } else {
            report.removed().forEach(name -> out.println("removed  " + name));
            report.inUse().forEach(name -> out.println("in use   " + name));
            report.busy().forEach(image -> out.println("busy     " + image));
            out.println(ImageListCommand.megabytes(report.freed()) + " freed, "
                    + ImageListCommand.megabytes(report.remaining()) + " remain");
        }
        report.failures().forEach(failure -> spec.commandLine().getErr().println("note: " + failure));
        return report.failures().isEmpty() ? ExitCodes.DONE : NOT_ALL;
    }

    private GcPolicy policy() {
        GcPolicy.Builder policy = GcPolicy.builder();
        keep.ifPresent(policy::keepGenerations);
        maxAge.ifPresent(policy::maxAge);
        maxSize.ifPresent(policy::maxSize);
        unused.ifPresent(policy::removeUnused);
        try {
            return policy.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** Reads {@code 90m}, {@code 12h} and {@code 30d}. */
    static final class Age implements ITypeConverter<Duration> {

        private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([mhd])");

        @Override
        public Duration convert(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is no time; write as in 90m, 12h or 30d");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
    }

    /** Reads {@code 20G}. */
    static final class Size implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            try {
                return ByteSize.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
