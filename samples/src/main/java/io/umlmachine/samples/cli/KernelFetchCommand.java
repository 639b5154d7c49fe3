package io.umlmachine.samples.cli;

import io.umlmachine.DebianKernel;
import io.umlmachine.UmlKernel;
import java.io.PrintWriter;
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

/** Fetches a kernel. */
@Command(
        name = "fetch",
        description = {
            "Fetches the kernel of a Debian suite, checked down from the archive's signature, makes it run on this host, and prints its path.",
            "One that was fetched before is there at once."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class KernelFetchCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "SUITE",
            defaultValue = "stable",
            description = "Such as trixie or forky. Default: stable.")
    private String suite;

    @Option(names = "--refresh", description = "Asks the mirror for a newer one than was fetched before.")
    private boolean refresh;

    @Option(names = "--mirror", paramLabel = "URL", description = "The archive. Default: the host's own mirror.")
    private Optional<String> mirror = Optional.empty();

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "The keys that are trusted to sign the archive. Default: Debian's.")
    private Optional<Path> keyring = Optional.empty();

    @Option(
            names = "--accept-expired",
            description =
                    "Takes a release file after the day until which it is valid, as of a mirror that stands still.")
    private boolean acceptExpired;

    @Option(names = "--json", description = "Prints JSON: the kernel.")
    private boolean json;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        UmlKernel kernel;
        try (Progress progress = verbosity.progress(spec.commandLine().getErr())) {
            DebianKernel source = source(progress);
            kernel = refresh ? source.refresh() : source.fetch();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(KernelReport.of(kernel).json()) : kernel.path());
        return ExitCodes.DONE;
    }

    private DebianKernel source(Progress progress) {
        try {
            DebianKernel.Builder source = DebianKernel.builder(suite).onProgress(progress::download);
            mirror.ifPresent(source::mirror);
            keyring.ifPresent(source::keyring);
            if (acceptExpired) {
                source.acceptExpired();
            }
            return source.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
