package io.umlmachine.image;

import io.umlmachine.internal.host.Directories;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A directory of images. Any number of programs may use it at once: they make an image once, see only whole images, and
 * keep each other from removing one in use. Immutable and thread-safe.
 *
 * <p>{@code NAME/generation-K.img} is an image, {@code NAME/generation-K.json} its {@link ImageManifest}, and
 * {@code NAME/current} a link to the newest; {@code logs} holds the logs of failed attempts.
 *
 * @param directory where it is; made when it is first needed, and with room for images and for the work on them
 */
public record ImageStore(Path directory) {

    /**
     * Makes the path absolute.
     *
     * @param directory where it is
     */
    public ImageStore {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * This user's store: {@code images} below {@code $UMLMACHINE_CACHE}, else {@code $XDG_CACHE_HOME/umlmachine}, else
     * {@code ~/.cache/umlmachine}.
     *
     * @return the store
     * @throws IOException if the directory above it cannot be made, or belongs to someone else
     */
    public static ImageStore standard() throws IOException {
        return at(Directories.cache().resolve("images"));
    }

    /**
     * A store in a directory of its own.
     *
     * @param directory the directory
     * @return the store
     */
    public static ImageStore at(Path directory) {
        return new ImageStore(directory);
    }
}
