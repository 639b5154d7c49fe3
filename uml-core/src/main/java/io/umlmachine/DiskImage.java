package io.umlmachine;

import io.umlmachine.internal.disk.StoredImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that does not change any more, in a file: what {@link UmlMachine#snapshot} makes, and any image that you say so
 * of. Any number of machines may be forked from it, at the same time too; each has an overlay of its own. Thread-safe.
 *
 * <pre>{@code
 * try (DiskImage saved = vm.snapshot();
 *         UmlMachine one = saved.fork().boot();
 *         UmlMachine two = saved.fork().memory(ByteSize.gibibytes(1)).boot()) {
 *     …
 * }
 * }</pre>
 *
 * <p>A snapshot belongs to this program: its file is removed when it is closed and the last machine that was forked from
 * it has ended, when the program ends, or, if that is killed, by the next program that boots a machine. {@link #keep}
 * makes it a file of yours.
 */
public sealed interface DiskImage extends MachineImage, AutoCloseable permits StoredImage {

    /**
     * An image that is not to be changed any more: its write permissions are removed. It stays yours, and its file is never
     * removed.
     *
     * @param file an ext4 file system with blocks of 4 KiB, for machines to boot from
     * @return the image
     * @throws DiskInUseException if a machine writes it
     * @throws IOException if it cannot be read, or belongs to someone else
     */
    static DiskImage freeze(Path file) throws IOException {
        return StoredImage.freeze(file.toAbsolutePath());
    }

    /**
     * An image that was {@linkplain #freeze frozen} or {@linkplain #keep kept} before. It stays yours, and its file is never
     * removed.
     *
     * @param file an ext4 file system with blocks of 4 KiB, for machines to boot from, that nobody has the permission to
     *     write
     * @return the image
     * @throws IOException if it cannot be read, or has write permissions
     */
    static DiskImage of(Path file) throws IOException {
        return StoredImage.of(file.toAbsolutePath());
    }

    /**
     * Where the image is. A path that is recorded somewhere, as an overlay that stays does, wants an image that stays: see
     * {@link #keep}.
     *
     * @return an absolute path
     */
    Path path();

    /**
     * The size of the disk; its file may take less, because it is sparse.
     *
     * @return the size
     */
    ByteSize size();

    /**
     * Starts to describe a machine that boots from this image, with a throwaway overlay unless you say otherwise.
     *
     * @return a builder
     */
    default UmlMachine.Builder fork() {
        return UmlMachine.builder().image(this);
    }

    /**
     * Puts the image into a file of yours, of mode 0444, which appears when it is complete. On the same file system that
     * takes no time and no room: the file is another name (a hard link) for the same bytes. Elsewhere they are copied. This
     * image stays as usable as it was, until it is closed.
     *
     * @param target the file to make
     * @return the image in that file, which is never removed
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     * @throws IOException if the file cannot be made, or this image was closed
     * @throws InterruptedException if the thread is interrupted; there is no file then
     */
    DiskImage keep(Path target) throws IOException, InterruptedException;

    /**
     * Gives the image up: no more machines can be booted from it with this object. If it belongs to this program, its file
     * is removed now, or when the last machine that was forked from it has ended. Does nothing the second time.
     */
    @Override
    void close();
}
