package io.umlmachine.internal.machine;

import io.umlmachine.Disk;
import io.umlmachine.MachineImage;
import io.umlmachine.internal.disk.DiskClaim;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of an extra disk while a machine has it: claimed, and worded for the kernel. The kernel is told to take no
 * locks itself: it would hold them only while the guest has the device open. Thread-safe.
 */
final class DiskFiles implements AutoCloseable {

    private static final int SECTOR = 512;

    private final Disk disk;
    private final char letter;
    private final OwnedDirectory directory;
    private final Resources resources;
    private String words = "";

    private DiskFiles(Disk disk, char letter, OwnedDirectory directory, Resources resources) {
        this.disk = disk;
        this.letter = letter;
        this.directory = directory;
        this.resources = resources;
    }

    /**
     * Acquires, checks and claims what a disk consists of.
     *
     * @throws io.umlmachine.DiskInUseException if someone else has it
     * @throws IOException if it cannot be used as described
     */
    static DiskFiles open(Disk disk, char letter, OwnedDirectory directory) throws IOException, InterruptedException {
        DiskFiles files = new DiskFiles(disk, letter, directory, new Resources());
        try {
            files.open();
            return files;
        } catch (IOException | InterruptedException | RuntimeException e) {
            files.resources.closeSuppressed(e);
            throw e;
        }
    }

    private void open() throws IOException, InterruptedException {
        MachineImage.Lease lease = resources.add(disk.image().acquire());
        Path image = lease.path();
        if (!Files.isRegularFile(image)) {
            throw new IOException("There is no disk " + image);
        }
        long size = Files.size(image);
        if (size == 0 || size % SECTOR != 0) {
            throw new IOException("The disk " + image + " has " + size + " bytes, which is no number of sectors of "
                    + SECTOR + " bytes; extend it with truncate");
        }
        String plain = UbdPath.plain(image, directory, letter + "-image");
        switch (disk.writes()) {
            case TO_FILE -> {
                if (!Files.isWritable(image)) {
                    throw new IOException(
                            "The disk " + image + " cannot be written; attach it with readOnly() or cow()");
                }
                resources.add(DiskClaim.exclusive(image));
                words = UbdPath.RAW + "c=" + plain;
            }
            case REFUSED -> {
                resources.add(DiskClaim.shared(image));
                words = "r" + UbdPath.RAW + "c=" + plain;
            }
            case TO_OVERLAY, TO_MEMORY, TO_KEPT_OVERLAY -> {
                OverlaidDisk.requireFit(image, "attach it without an overlay");
                resources.add(DiskClaim.shared(image));
                words = "c=" + UbdPath.plain(overlay(image), directory, letter + "-overlay") + "," + plain;
            }
        }
    }

    private Path overlay(Path image) throws IOException, InterruptedException {
        if (disk.overlay().isPresent()) {
            Path overlay = disk.overlay().get();
            OverlaidDisk.prepareKept(overlay, image, true);
            resources.add(DiskClaim.exclusive(overlay));
            return overlay;
        }
        String name = directory.name() + "-" + letter;
        Path overlay = disk.writes() == Disk.Writes.TO_MEMORY
                ? OverlaidDisk.inMemory(name, directory)
                : OverlaidDisk.throwaway(name, directory);
        resources.add(() -> Files.deleteIfExists(overlay));
        return overlay;
    }

    Disk disk() {
        return disk;
    }

    char letter() {
        return letter;
    }

    /** Which disk of the kernel's this is and what it consists of, as its command line and its console take it. */
    String words() {
        return "ubd" + letter + words;
    }

    /** Gives up the files and removes an overlay that does not stay. Does nothing the second time. */
    @Override
    public void close() {
        resources.close();
    }
}
