package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.MachineImage;
import io.umlmachine.image.DebianImage;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Makes the base image of a configuration. */
public final class Creation {

    private Creation() {}

    /** Makes a new generation in the image store, and copies it to the file that the configuration names. */
    public static void create(PbuilderConfig config, Consumer<String> onProgress)
            throws IOException, InterruptedException {
        DebianImage image = new Machines(config).stored(onProgress);
        image.create();
        if (config.image().isPresent()) {
            Path target = config.image().get();
            onProgress.accept("Copying the image to " + target);
            try (MachineImage.Lease lease = image.acquire()) {
                publish(lease.path(), target);
            }
        }
    }

    /** The copy appears whole, and never under a machine that uses the old one: that one keeps its file. */
    private static void publish(Path image, Path target) throws IOException {
        Path directory = target.getParent();
        Files.createDirectories(directory);
        Sweeper.sweep(directory);
        try (OwnedDirectory owned = OwnedDirectory.create(directory)) {
            Path copy = owned.path().resolve("image");
            SparseCopy.copy(image, copy);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
