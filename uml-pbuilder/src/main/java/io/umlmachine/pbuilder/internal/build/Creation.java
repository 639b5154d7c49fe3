package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the base image of a configuration. */
public final class Creation {

    private Creation() {}

    /** Makes a new generation in the image store, and copies it to the file that the configuration names. */
    public static void create(PbuilderConfig config, Consumer<ImageEvent> listener)
            throws IOException, InterruptedException {
        DebianImage image = new Machines(config).stored(listener);
        image.create();
        Optional<Path> target = config.image();
        if (target.isPresent()) {
            image.copyTo(target.get());
        }
    }
}
