package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageUpdate;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the base image of a configuration, and keeps it up to date. */
public final class Creation {

    private Creation() {}

    /** Makes a new generation in the image store, and copies it to the file that the configuration names. */
    public static void create(PbuilderConfig config, Consumer<ImageEvent> listener)
            throws IOException, InterruptedException {
        DebianImage image = new Machines(config).stored(listener);
        image.create();
        copy(config, image);
    }

    /** Brings the image in the store up to date, and copies it to the file that the configuration names. */
    public static ImageUpdate update(PbuilderConfig config, Consumer<ImageEvent> listener)
            throws IOException, InterruptedException {
        DebianImage image = new Machines(config).stored(listener);
        ImageUpdate update = image.update();
        copy(config, image);
        return update;
    }

    private static void copy(PbuilderConfig config, DebianImage image) throws IOException, InterruptedException {
        Optional<Path> target = config.image();
        if (target.isPresent()) {
            image.copyTo(target.get());
        }
    }
}
