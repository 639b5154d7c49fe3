package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The machine's root disk: checks its files and words it for the kernel. */
final class RootDisk {

    /** What the kernel's {@code ubd} option and command line take apart. */
    private static final Pattern AWKWARD = Pattern.compile("[,:\\s\"']");

    private RootDisk() {}

    /**
     * Prepares the disk.
     *
     * @return the value of the kernel's {@code ubd0}: {@code FILE} or {@code OVERLAY,IMAGE}
     * @throws IOException if the image cannot be used so, or there is no place for the overlay
     */
    static String prepare(Path image, DiskMode mode, OwnedDirectory directory) throws IOException {
        if (!Files.isRegularFile(image)) {
            throw new IOException("There is no image " + image);
        }
        int blockSize = Ext4.blockSize(image);
        if (mode instanceof DiskMode.Direct) {
            if (!Files.isWritable(image)) {
                throw new IOException("The image " + image + " cannot be written; boot it with cow()");
            }
            return plain(image, directory);
        }
        if (blockSize != Ext4.COW_BLOCK_SIZE) {
            throw new IOException("The image " + image + " has blocks of " + blockSize
                    + " bytes. An overlay reads wrong data unless they have 4096; make it anew with"
                    + " mke2fs -b 4096, or boot it with direct()");
        }
        return mode instanceof DiskMode.Kept kept
                ? kept(kept.overlay()) + "," + kept(image)
                : throwaway(directory) + "," + plain(image, directory);
    }

    private static Path throwaway(OwnedDirectory directory) throws IOException {
        // On a disk, not beside the sockets: an overlay can grow to the size of the image.
        Path overlays = Directories.cache().resolve("cow");
        Files.createDirectories(overlays);
        Path overlay = overlays.resolve(directory.name() + ".cow");
        directory.own(overlay);
        return kept(overlay);
    }

    /** A path that must stand in the overlay's header as it is. */
    private static Path kept(Path path) throws IOException {
        if (AWKWARD.matcher(path.toString()).find()) {
            throw new IOException("The kernel cannot take a path with a comma, colon, quote or white space: " + path);
        }
        return path;
    }

    /** The path, or a link to it whose name the kernel can take. */
    private static String plain(Path path, OwnedDirectory directory) throws IOException {
        if (!AWKWARD.matcher(path.toString()).find()) {
            return path.toString();
        }
        return Files.createSymbolicLink(directory.path().resolve("image"), path).toString();
    }
}
