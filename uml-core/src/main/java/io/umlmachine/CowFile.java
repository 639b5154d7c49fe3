package io.umlmachine;

import io.umlmachine.internal.disk.CowHeader;
import io.umlmachine.internal.disk.Overlay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A copy-on-write overlay of User-Mode Linux in a file: the sectors that a machine changed of a disk image, its backing
 * file. A replacement for {@code uml_mkcow} and {@code uml_moo}, which reads what they read and writes what they write.
 *
 * <pre>{@code
 * CowFile overlay = CowFile.open(Path.of("work.cow"));
 * System.out.println(overlay.changedBytes() + " changed of " + overlay.backingFile());
 * overlay.merge(Path.of("merged.img"));
 * }</pre>
 *
 * <p>Headers of version 1, 2 and 3 are read, also those of version 3 that 64-bit kernels wrote with padding before they
 * were fixed. Every number of a header is checked against the file, so that a damaged or hostile one leads to a {@link
 * CowFormatException} and to nothing worse.
 *
 * <p>An object of this class is what the header said when it was read: immutable and thread-safe. It keeps no file open.
 * Each method opens the files that it needs and locks them (see fcntl(2), open file description locks), so that an overlay
 * or image that a machine uses is refused, with an IOException, wherever that matters. As POSIX has it, a lock that this
 * program holds on the same file through a {@link java.nio.channels.FileChannel} is dropped when such a method returns.
 *
 * <p>Where the tools and this class differ: a {@linkplain #createReplacing forced create} clears the bitmap, which {@code
 * uml_mkcow -f} leaves as it was; a merge keeps the last bytes of an image that is no whole number of sectors long, which
 * {@code uml_moo} cuts off.
 */
public final class CowFile {

    private final Path path;
    private final CowHeader header;

    private CowFile(Path path, CowHeader header) {
        this.path = path;
        this.header = header;
    }

    /** What has become of the backing file since the overlay was made. */
    public enum Backing {
        /** Nothing: it has the size and the time that the overlay recorded. */
        MATCHES("it matches"),
        /** It is not there. */
        MISSING("there is no such file; if it was moved, rebase the overlay to where it is"),
        /** It has another size. */
        SIZE_DIFFERS("its size differs from what the overlay recorded, so it is another disk"),
        /** It has the same size and was modified at another time. */
        TIME_DIFFERS("it was modified after the overlay was made; if you know that its contents are the same,"
                + " rebase the overlay to it unverified"),
        /** It has the same size and holds something else. */
        CONTENTS_DIFFER("its contents differ from those of the backing file");

        private final String description;

        Backing(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    /**
     * Reads the header of an overlay.
     *
     * @param overlay the file
     * @return what it says
     * @throws CowFormatException if it is no overlay, or a damaged one
     * @throws IOException if it cannot be read
     */
    public static CowFile open(Path overlay) throws IOException {
        return new CowFile(overlay, Overlay.header(overlay));
    }

    /**
     * Makes an overlay without changes, as {@code uml_mkcow} does: version 3, sectors of 512 bytes, aligned to 4 KiB. It
     * takes 8 KiB of disk. A machine makes its own, so this is needed only to have one before there is a machine.
     *
     * <p>An image on which overlays stand must never be written again. To be booted from, it must be an ext4 with blocks
     * of 4 KiB: the kernel reads wrong data where a request mixes changed and unchanged sectors.
     *
     * @param overlay the file to make
     * @param backing the image; the path of its directory is recorded with links resolved, and its name as it is
     * @return the new overlay
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     * @throws IOException if there is no such image, its path is longer than 4,095 bytes, or the file cannot be written
     */
    public static CowFile create(Path overlay, Path backing) throws IOException {
        Overlay.create(overlay, backing, false);
        return open(overlay);
    }

    /**
     * Makes an overlay without changes, and removes what has the name. The change is atomic.
     *
     * @param overlay the file to make; if it is a symbolic link, what it leads to is replaced
     * @param backing the image
     * @return the new overlay
     * @throws IllegalArgumentException if both are the same file
     * @throws IOException if a machine uses what is there, or for the reasons that {@link #create} has
     */
    public static CowFile createReplacing(Path overlay, Path backing) throws IOException {
        Overlay.create(overlay, backing, true);
        return open(overlay);
    }

    /**
     * Where the overlay is.
     *
     * @return the path that it was opened by
     */
    public Path path() {
        return path;
    }

    /**
     * The version of the format.
     *
     * @return 1, 2 or 3
     */
    public int version() {
        return header.layout().version();
    }

    /**
     * The image that was overlaid.
     *
     * @return the absolute path that the overlay recorded
     */
    public Path backingFile() {
        return Overlay.backing(header);
    }

    /**
     * When the image was last modified, as the overlay recorded it.
     *
     * @return a time in whole seconds, from 1970 to 2106
     */
    public Instant backingTime() {
        return Instant.ofEpochSecond(header.mtime());
    }

    /**
     * The size of the image, and of the disk that a machine sees, as the overlay recorded it.
     *
     * @return the size
     */
    public ByteSize size() {
        return new ByteSize(header.size());
    }

    /**
     * What is changed as a whole.
     *
     * @return the size of a sector, 512 bytes in every overlay that a kernel made
     */
    public ByteSize sectorSize() {
        return new ByteSize(header.sectorSize());
    }

    /**
     * What bitmap and data start at a multiple of.
     *
     * @return 4 KiB in version 3, the size of a sector before
     */
    public ByteSize alignment() {
        return new ByteSize(header.alignment());
    }

    /**
     * Where the bitmap starts, which has a bit for each sector, the lowest of a byte first.
     *
     * @return an offset in bytes
     */
    public long bitmapOffset() {
        return header.bitmapOffset();
    }

    /**
     * Where the data starts; each sector has its place, changed or not.
     *
     * @return an offset in bytes
     */
    public long dataOffset() {
        return header.dataOffset();
    }

    /**
     * Whether the backing file is still the one that was overlaid, as far as the kernel looks: size and time of
     * modification.
     *
     * @return the state of {@link #backingFile()} now
     * @throws IOException if that cannot be found out
     */
    public Backing backing() throws IOException {
        return Overlay.check(header);
    }

    /**
     * How many sectors are changed. While a machine runs on the overlay, that is a number of the past.
     *
     * @return a number of {@linkplain #sectorSize sectors}
     * @throws IOException if the overlay cannot be read
     */
    public long changedSectors() throws IOException {
        AtomicLong sum = new AtomicLong();
        changedRanges(range -> sum.addAndGet(range.count()));
        return sum.get();
    }

    /**
     * How much is changed: {@link #changedSectors()} in bytes.
     *
     * @return a size, at most that of the disk rounded up to whole sectors
     * @throws IOException if the overlay cannot be read
     */
    public ByteSize changedBytes() throws IOException {
        return new ByteSize(changedSectors() * header.sectorSize());
    }

    /**
     * Tells which sectors are changed, in order, in ranges that do not touch each other. They are not gathered: a large
     * disk can have millions.
     *
     * @param action what is done with each; it may throw
     * @throws IOException if the overlay cannot be read
     */
    public void changedRanges(Consumer<SectorRange> action) throws IOException {
        Overlay.changes(path, header, action);
    }

    /**
     * Makes a new image of the backing file and the changes, as {@code uml_moo} does. What is a hole stays a hole, and
     * where the file system can, the image shares the blocks of the backing file. Overlay and backing file stay as they
     * are. The new file appears when it is complete, with mode 0644 less the umask.
     *
     * @param target the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     * @throws BackingMismatchException if the backing file is not the one that was overlaid
     * @throws IOException if a machine runs on the overlay ({@link UmlMachine#snapshot} is for that), or on failures of
     *     the disks
     * @throws InterruptedException if the thread is interrupted; there is no new file then
     */
    public void merge(Path target) throws IOException, InterruptedException {
        Overlay.merge(path, header, target);
    }

    /**
     * Writes the changes into the backing file, as {@code uml_moo -d} does. <strong>This destroys every overlay of that
     * backing file, this one included: its contents and time change, and what was made on top of the old contents makes no
     * sense on the new ones.</strong> There is no way back. Remove the overlay afterwards.
     *
     * <p>It cannot be interrupted. If this program is killed, or the disk fills up, the backing file is left with a part of
     * the changes; the overlay still has all of them, and after {@link #rebaseUnverified} of the overlay to the same file
     * this method can be called again and finishes the work.
     *
     * @throws BackingMismatchException if the backing file is not the one that was overlaid; nothing has happened
     * @throws IOException if a machine uses either of the files, or the backing file cannot be written; or on failures of
     *     the disks
     */
    public void mergeInPlace() throws IOException {
        Overlay.mergeInPlace(path, header);
    }

    /**
     * Names another file as the backing file: the same image at another place. Nothing but the header is written.
     *
     * <p>The new file must have the recorded size. It is accepted if it has the recorded time as well, as a file that was
     * moved, hard linked, or copied with its times, has: this is what the kernel goes by. Otherwise the old backing file
     * must be there, be the one that was overlaid, and hold the same bytes, which are compared.
     *
     * @param newBacking the image
     * @return the overlay as it is now
     * @throws BackingMismatchException if the image is not the same, or the old one is not there to compare it with
     * @throws IOException if a machine runs on the overlay, or on failures of the disks
     * @throws InterruptedException if the thread is interrupted; the overlay is as it was then
     */
    public CowFile rebase(Path newBacking) throws IOException, InterruptedException {
        Overlay.rebase(path, header, newBacking, true);
        return open(path);
    }

    /**
     * Names another file as the backing file without a look at its contents: only the size must be the recorded one. With
     * a file that does not hold what the old one held, the disk is a mixture of both, and its file system is damaged.
     *
     * @param newBacking the image
     * @return the overlay as it is now
     * @throws BackingMismatchException if the image has another size
     * @throws IOException if a machine runs on the overlay, or on failures of the disks
     */
    public CowFile rebaseUnverified(Path newBacking) throws IOException {
        try {
            Overlay.rebase(path, header, newBacking, false);
        } catch (InterruptedException e) {
            throw new AssertionError("Nothing is compared", e);
        }
        return open(path);
    }

    /**
     * Says what the header says.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return "overlay " + path + " (version " + version() + ") of " + backingFile() + " (" + size() + ", "
                + backingTime() + ")";
    }
}
