package io.umlmachine.samples.cli;

import com.google.gson.JsonObject;
import io.umlmachine.ByteSize;
import io.umlmachine.image.ExportOptions;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.StoreException;
import io.umlmachine.image.StoredGeneration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an image to a file. */
@Command(
        name = "export",
        description = {
            "Writes a generation of an image to a file, for 'image import' elsewhere: a tar archive, compressed by zstd.",
            "Signed, it can be trusted however it travels."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImageExportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "IMAGE",
            converter = ImageName.Converter.class,
            description = "Which one: its current generation, or IMAGE/NUMBER.")
    private ImageName name;

    @Parameters(paramLabel = "FILE", description = "The file to make; it must not be there.")
    private Path file;

    @Option(
            names = "--sign-with",
            paramLabel = "KEY",
            description =
                    "Signs it with an OpenPGP secret key, a file as gpg --export-secret-keys writes it. Default: no"
                            + " signature.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The key's passphrase is the file's first line. Default: it is asked for on the terminal.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(
            names = "--level",
            paramLabel = "N",
            defaultValue = "6",
            description = "How hard to compress: from 1, the fastest, to 19, the smallest. Default: 6.")
    private int level;

    @Option(names = "--json", description = "Prints JSON: the generation, the file and its size in bytes.")
    private boolean json;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExportOptions export = export();
        ImageStore store = options.store();
        GenerationName generation = generation(store);
        try (Progress progress = verbosity.progress(spec.commandLine().getErr())) {
            progress.step("Exporting " + generation + (key.isPresent() ? "" : ", unsigned"));
            store.exportTo(generation, file, export);
            progress.step("The archive is ready: " + ImageListCommand.megabytes(size()));
        }
        spec.commandLine().getOut().println(json ? Json.text(json(generation)) : file);
        return ExitCodes.DONE;
    }

    private ExportOptions export() {
        if (key.isEmpty() && passphraseFile.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--passphrase-file is of no use without --sign-with, which names the key");
        }
        Passphrase passphrase = new Passphrase(spec.commandLine(), passphraseFile);
        try {
            return key.map(file -> ExportOptions.signedBy(file, () -> passphrase.of(file)))
                    .orElseGet(ExportOptions::unsigned)
                    .level(level);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private GenerationName generation(ImageStore store) throws IOException {
        Optional<GenerationName> named = name.generation();
        return named.isPresent()
                ? named.get()
                : store.generations(name.image()).stream()
                        .filter(StoredGeneration::current)
                        .map(StoredGeneration::name)
                        .findFirst()
                        .orElseThrow(() -> new StoreException(
                                StoreException.Reason.NO_IMAGE,
                                name.image(),
                                "There is no image " + name.image() + " with a current generation in "
                                        + store.directory() + "; 'pbuilder-uml image ls' lists what there is"));
    }

    private ByteSize size() throws IOException {
        return new ByteSize(Files.size(file));
    }

    private JsonObject json(GenerationName generation) throws IOException {
        JsonObject json = StoreJson.name(generation);
        json.addProperty("file", file.toString());
        json.addProperty("size", size().bytes());
        json.addProperty("signed", key.isPresent());
        return json;
    }
}
