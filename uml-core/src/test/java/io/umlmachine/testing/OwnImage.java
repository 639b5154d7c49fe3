package io.umlmachine.testing;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A writable copy of the test image, changed from inside. */
public final class OwnImage {

    private OwnImage() {}

    /** Changes a machine's disk. */
    @FunctionalInterface
    public interface Change {
        /**
         * Makes the change.
         *
         * @param machine a machine that runs on the copy itself
         * @throws IOException if a file cannot be copied
         * @throws InterruptedException if the thread is interrupted
         */
        void make(UmlMachine machine) throws IOException, InterruptedException;
    }

    /**
     * Makes one.
     *
     * @param directory where
     * @param change what is different
     * @return the image
     * @throws IOException if it cannot be copied
     * @throws InterruptedException if the thread is interrupted
     */
    public static Path make(Path directory, Change change) throws IOException, InterruptedException {
        Path image = directory.resolve("own.img");
        Files.copy(TestImage.path(), image);
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-------"));
        try (UmlMachine machine = UmlMachine.builder().image(image).direct().boot()) {
            change.make(machine);
        }
        return image;
    }
}
