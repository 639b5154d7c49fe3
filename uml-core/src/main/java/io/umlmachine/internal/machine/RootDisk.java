package io.umlmachine.internal.machine;

import io.umlmachine.internal.disk.DiskClaim;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The disk that a machine boots from. Immutable and thread-safe.
 *
 * @param words what the kernel is told: {@code ubd0d=FILE} or {@code ubd0=OVERLAY,IMAGE}
 * @param image the image
 * @param overlay what the guest writes to, unless that is the image
 */
record RootDisk(String words, Path image, Optional<Path> overlay) {

    /**
     * Checks the disk's files, and makes none that the kernel makes itself.
     *
     * @throws IOException if the image cannot be used so, or there is no place for the overlay
     */
    static RootDisk prepare(Path image, DiskMode mode, OwnedDirectory directory)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(image)) {
            throw new IOException("There is no image " + image);
        }
        String plain = UbdPath.plain(image, directory, "image");
        if (mode instanceof DiskMode.Direct) {
            Ext4.blockSize(image);
            if (!Files.isWritable(image)) {
                throw new IOException("The image " + image + " cannot be written; boot it with cow()");
            }
            return new RootDisk("ubd0" + UbdPath.RAW + "=" + plain, image, Optional.empty());
        }
        OverlaidDisk.requireFit(image, "boot it with direct()");
        Path overlay = overlay(mode, image, directory);
        String words = "ubd0=" + UbdPath.plain(overlay, directory, "overlay") + "," + plain;
        return new RootDisk(words, image, Optional.of(overlay));
    }

    private static Path overlay(DiskMode mode, Path image, OwnedDirectory directory)
            throws IOException, InterruptedException {
        if (mode instanceof DiskMode.Kept kept) {
            // The kernel would record a link that goes with the machine.
            boolean create = UbdPath.isAwkward(image) || UbdPath.isAwkward(kept.overlay());
            OverlaidDisk.prepareKept(kept.overlay(), image, create);
            return kept.overlay();
        }
        return mode instanceof DiskMode.InMemory
                ? OverlaidDisk.inMemory(directory.name(), directory)
                : OverlaidDisk.throwaway(directory.name(), directory);
    }

    /** The file that takes the guest's writes. */
    Path written() {
        return overlay.orElse(image);
    }

    /**
     * Claims the files as the kernel will, which has more to say than that it panics. The claims must be gone when the
     * kernel starts.
     */
    List<DiskClaim> claim() throws IOException {
        List<DiskClaim> claims = new ArrayList<>();
        try {
            claims.add(overlay.isPresent() ? DiskClaim.shared(image) : DiskClaim.exclusive(image));
            if (overlay.isPresent() && Files.exists(overlay.get())) {
                claims.add(DiskClaim.exclusive(overlay.get()));
            }
            return claims;
        } catch (IOException e) {
            claims.forEach(DiskClaim::close);
            throw e;
        }
    }
}
