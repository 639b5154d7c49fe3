package io.umlmachine.samples.cli;

import io.umlmachine.image.GenerationCheck;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Reads disks again. */
@Command(
        name = "verify",
        description = "Reads disks again and holds them against their manifests.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all that were read are sound", "1:at least one is damaged", "2, 4:as of pbuilder-uml itself"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageVerifyCommand implements Callable<Integer> {

    private static final int DAMAGED = 1;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE",
            description = "Which ones; one generation is IMAGE/NUMBER. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Prints JSON: an array of generations with their faults.")
    private boolean json;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<GenerationCheck> checks = checks(options.store());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(Json.array(checks, StoreJson::check)));
        } else {
            checks.forEach(check -> print(check, out));
        }
        return checks.stream().allMatch(GenerationCheck::sound) ? ExitCodes.DONE : DAMAGED;
    }

    private List<GenerationCheck> checks(ImageStore store) throws IOException, InterruptedException {
        List<ImageName> wanted = names.isEmpty()
                ? store.images().stream()
                        .map(image -> new ImageName(image, Optional.empty()))
                        .toList()
                : names.stream().map(this::name).toList();
        List<GenerationCheck> checks = new ArrayList<>();
        for (ImageName name : wanted) {
            Optional<GenerationName> generation = name.generation();
            if (generation.isPresent()) {
                checks.add(store.verify(generation.get()));
            } else {
                checks.addAll(store.verify(name.image()));
            }
        }
        return checks;
    }

    /** Here and not by a converter: of parameters that may be missing, picocli calls one that is wrong superfluous. */
    private ImageName name(String text) {
        try {
            return new ImageName.Converter().convert(text);
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static void print(GenerationCheck check, PrintWriter out) {
        Screen screen = Screen.out();
        out.println((check.sound() ? screen.good("ok") + "       " : screen.bad("DAMAGED") + "  ") + check.name());
        check.faults()
                .forEach(fault -> out.println("         " + fault.kind().name().toLowerCase(Locale.ROOT) + ": expected "
                        + fault.expected() + ", found " + fault.found()));
    }
}
