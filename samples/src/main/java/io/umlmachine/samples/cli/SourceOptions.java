package io.umlmachine.samples.cli;

import io.umlmachine.ByteSize;
import io.umlmachine.pbuilder.BuildRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What may be asked for of a build, and of each of many. */
final class SourceOptions {

    @Option(
            names = "--local-package",
            paramLabel = "DEB",
            description = "A package of the host that dependencies may be taken from. May be repeated.")
    private List<Path> localPackages = List.of();

    @Option(
            names = "--signed-by",
            paramLabel = "KEYRING",
            description = "Whose signature a .dsc file must have. May be repeated.")
    private List<Path> keyrings = List.of();

    @Option(names = "--log-limit", paramLabel = "SIZE", description = "How much a build may print. Default: 1G.")
    private Optional<String> logLimit = Optional.empty();

    @Option(
            names = "--disk-limit",
            paramLabel = "SIZE",
            description = "How much of the host's disk a build may take. Default: the size of the image.")
    private Optional<String> diskLimit = Optional.empty();

    /**
     * Adds the options to a request.
     *
     * @throws IllegalArgumentException if a size is none
     */
    BuildRequest applyTo(BuildRequest request) {
        BuildRequest changed = request.localPackages(localPackages).signedBy(keyrings);
        changed = logLimit.map(ByteSize::parse).map(changed::logLimit).orElse(changed);
        return diskLimit.map(ByteSize::parse).map(changed::diskLimit).orElse(changed);
    }
}
