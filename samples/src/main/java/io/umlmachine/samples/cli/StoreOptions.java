package io.umlmachine.samples.cli;

import io.umlmachine.image.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which store. */
final class StoreOptions {

    @Option(names = "--store", paramLabel = "DIR", description = "Another store than this user's.")
    private Optional<Path> directory = Optional.empty();

    ImageStore store() throws IOException {
        return directory.isPresent() ? ImageStore.at(directory.get()) : ImageStore.standard();
    }
}
