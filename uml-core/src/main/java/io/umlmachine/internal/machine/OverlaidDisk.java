package io.umlmachine.internal.machine;

import io.umlmachine.BackingMismatchException;
import io.umlmachine.CowFile;
import io.umlmachine.internal.disk.CowHeader;
import io.umlmachine.internal.disk.Overlay;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds or chooses the files of disks that are overlaid. Thread-safe. */
final class OverlaidDisk {

    private OverlaidDisk() {}

    /** Refuses what an overlay does not work with: it reads wrong data where a request mixes changed sectors with others. */
    static void requireFit(Path image, String otherwise) throws IOException {
        int blockSize = Ext4.blockSize(image);
        if (blockSize != Ext4.COW_BLOCK_SIZE) {
            throw new IOException("The image " + image + " has blocks of " + blockSize
                    + " bytes. An overlay reads wrong data unless they have 4096; make it anew with"
                    + " mke2fs -b 4096, or " + otherwise);
        }
    }

    /** Where a throwaway overlay goes that the kernel will make: to a disk, because it can grow to the size of the image. */
    static Path throwaway(String name, OwnedDirectory directory) throws IOException {
        return throwaway(Files.createDirectories(Directories.cache().resolve("cow")), name, directory);
    }

    /** Where a throwaway overlay in memory goes that the kernel will make. */
    static Path inMemory(String name, OwnedDirectory directory) throws IOException {
        return throwaway(Directories.memory(), name, directory);
    }

    private static Path throwaway(Path place, String name, OwnedDirectory directory) throws IOException {
        Path overlay = place.resolve(name + ".cow");
        directory.own(overlay);
        return overlay;
    }

    /**
     * Checks an overlay that stays, if there is one. The kernel would refuse it too, but too late, and with less to say.
     *
     * @param image what it must be an overlay of
     * @param create whether to make one that is not there, else the kernel will
     */
    static void prepareKept(Path overlay, Path image, boolean create) throws IOException, InterruptedException {
        if (!Files.exists(overlay)) {
            if (create) {
                Overlay.create(overlay, image, false);
            }
            return;
        }
        CowHeader header = Overlay.header(overlay);
        CowFile.Backing state = Overlay.check(header, image);
        if (state != CowFile.Backing.MATCHES) {
            throw new BackingMismatchException(overlay, image, state);
        }
        if (!Files.exists(Overlay.backing(header)) || !Files.isSameFile(Overlay.backing(header), image)) {
            // The kernel does this as well, but would record a link that goes with the machine.
            Overlay.rebase(overlay, header, image, true);
        }
    }
}
