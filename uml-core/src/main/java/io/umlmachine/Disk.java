package io.umlmachine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk that a machine gets beside the one it boots from: raw bytes in a file, with a file system or without. Immutable
 * and thread-safe; the files are opened when a machine gets the disk.
 *
 * <pre>{@code
 * UmlMachine.builder().image(image)
 *         .disk(Disk.of(Path.of("data.img")))                 // /dev/ubdc, written in place
 *         .disk(Disk.of(Path.of("corpus.img")).readOnly())    // /dev/ubdd
 *         .disk(Disk.of(Path.of("template.img")).cow());      // /dev/ubde, writes are thrown away
 * }</pre>
 */
public final class Disk {

    private final MachineImage image;
    private final Writes writes;
    private final Optional<Path> overlay;

    private Disk(MachineImage image, Writes writes, Optional<Path> overlay) {
        this.image = image;
        this.writes = writes;
        this.overlay = overlay;
    }

    /** Where what the guest writes goes. */
    public enum Writes {
        /** To the disk's own file. */
        TO_FILE,
        /** Nowhere: the guest cannot write. */
        REFUSED,
        /** To an overlay on the host's disk that goes when the disk is unplugged. */
        TO_OVERLAY,
        /** To an overlay in the host's memory that goes when the disk is unplugged. */
        TO_MEMORY,
        /** To an overlay that stays. */
        TO_KEPT_OVERLAY
    }

    /**
     * A disk in a file, which the guest reads and writes. No other machine may have the file at the same time.
     *
     * @param file a file of a multiple of 512 bytes; any name will do
     * @return the disk
     */
    public static Disk of(Path file) {
        return of(MachineImage.file(file));
    }

    /**
     * A disk in an image, which is acquired when a machine gets the disk and released when it is unplugged. The guest
     * reads and writes it; choose another way for an image that is not to be changed.
     *
     * @param image the image
     * @return the disk
     */
    public static Disk of(MachineImage image) {
        return new Disk(image, Writes.TO_FILE, Optional.empty());
    }

    /**
     * The same disk, which the guest cannot write. Any number of machines may have it so at the same time. An ext4 that
     * was not unmounted cannot be mounted from it without the option {@code noload}.
     *
     * @return a new description
     */
    public Disk readOnly() {
        return new Disk(image, Writes.REFUSED, Optional.empty());
    }

    /**
     * The same disk, with a throwaway overlay for what the guest writes. It must hold an ext4 with blocks of 4 KiB: the
     * kernel reads wrong data where a request mixes changed and unchanged sectors.
     *
     * @return a new description
     */
    public Disk cow() {
        return new Disk(image, Writes.TO_OVERLAY, Optional.empty());
    }

    /**
     * The same disk, with a throwaway overlay in the host's memory, as {@link UmlMachine.Builder#cowInMemory} has it.
     *
     * @return a new description
     */
    public Disk cowInMemory() {
        return new Disk(image, Writes.TO_MEMORY, Optional.empty());
    }

    /**
     * The same disk, with an overlay that stays for what the guest writes. It is made if there is none, and can be used
     * with the very same disk only, by one machine at a time. {@link #cow()} says what the disk must hold.
     *
     * @param overlay the overlay's file; any name will do
     * @return a new description
     */
    public Disk cow(Path overlay) {
        return new Disk(image, Writes.TO_KEPT_OVERLAY, Optional.of(overlay.toAbsolutePath()));
    }

    /**
     * What is on the disk.
     *
     * @return the image
     */
    public MachineImage image() {
        return image;
    }

    /**
     * Where what the guest writes goes.
     *
     * @return the way
     */
    public Writes writes() {
        return writes;
    }

    /**
     * The overlay that stays.
     *
     * @return its absolute path, or empty unless {@link #writes} is {@link Writes#TO_KEPT_OVERLAY}
     */
    public Optional<Path> overlay() {
        return overlay;
    }
}
