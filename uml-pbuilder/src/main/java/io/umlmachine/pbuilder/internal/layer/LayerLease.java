package io.umlmachine.pbuilder.internal.layer;

import io.umlmachine.MachineImage;
import io.umlmachine.internal.host.OwnedDirectory;
import java.nio.file.Path;
import java.util.List;

/** A layer in use: a name of its file that nobody else knows. Thread-safe. */
public final class LayerLease implements MachineImage.Lease {

    private final OwnedDirectory directory;
    private final Path image;
    private final List<String> packages;

    LayerLease(OwnedDirectory directory, Path image, List<String> packages) {
        this.directory = directory;
        this.image = image;
        this.packages = List.copyOf(packages);
    }

    @Override
    public Path path() {
        return image;
    }

    /** What the layer has beside its base image. */
    public List<String> packages() {
        return packages;
    }

    @Override
    public void close() {
        directory.close();
    }
}
