package io.umlmachine.image.internal.store;

import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Disks outside the store, at places that their users name. */
public final class ImageFile {

    private ImageFile() {}

    /**
     * Copies a disk. The copy appears whole, and never under a machine that uses the file which was there: that one keeps its
     * file.
     *
     * @param disk what to copy
     * @param target where to, absolute
     */
    public static void publish(Path disk, Path target) throws IOException, InterruptedException {
        Path directory = target.getParent();
        if (directory == null || Files.isDirectory(target)) {
            throw new IOException(target + " is a directory; name a file");
        }
        Files.createDirectories(directory);
        Sweeper.sweep(directory);
        try (OwnedDirectory owned = OwnedDirectory.create(directory)) {
            Path copy = owned.path().resolve("image");
            Interrupts.heed(() -> {
                SparseCopy.copy(disk, copy);
                return copy;
            });
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
