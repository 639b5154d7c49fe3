package io.umlmachine.image;

import io.umlmachine.MachineImage;
import io.umlmachine.image.internal.exchange.ArchiveExport;
import io.umlmachine.image.internal.exchange.ArchiveImport;
import io.umlmachine.image.internal.store.GarbageCollection;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.image.internal.store.GenerationLease;
import io.umlmachine.image.internal.store.GenerationListing;
import io.umlmachine.image.internal.store.StoreChanges;
import io.umlmachine.image.internal.store.StoreDirectory;
import io.umlmachine.image.internal.store.StoreInspection;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory of images. Any number of programs may use it at once: they make an image once, see only whole images, and
 * keep each other from removing one in use. Immutable and thread-safe.
 *
 * <p>{@code NAME/generation-K.img} is an image, {@code NAME/generation-K.json} its {@link ImageManifest}, and
 * {@code NAME/current} a link to the one that machines get; {@code logs} holds the logs of failed attempts.
 *
 * <p>A new generation becomes current when it is published. The one that was current before stays, so that
 * {@link #rollback(String)} can return to it; older ones go as soon as nobody uses them. {@link #gc} removes more, or keeps
 * more within limits. What changes an image waits for who is just making a generation of it, and can be interrupted in
 * that; what only reads never waits.
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

    /**
     * The images that can be used. What is damaged is left out, and told by {@link #problems}.
     *
     * @return their names, in alphabetical order
     * @throws IOException if the store's directory cannot be read
     */
    public List<String> images() throws IOException {
        return store().images();
    }

    /**
     * The generations of an image that can be used. What is damaged is left out, and told by {@link #problems}.
     *
     * @param image the image's name
     * @return the generations, by ascending numbers; empty if there is no such image
     * @throws IOException if the image's directory cannot be read
     * @throws IllegalArgumentException if no image can have that name
     */
    public List<StoredGeneration> generations(String image) throws IOException {
        return GenerationListing.of(store().image(image));
    }

    /**
     * What is not as it should be: files that are not the store's, manifests that are missing or of another version, images
     * without a current generation, parts that killed programs left. Manifests are read, disks are not; see
     * {@link #verify(String)}.
     *
     * @return the problems; empty if there are none
     * @throws IOException if the store's directory cannot be read
     */
    public List<StoreProblem> problems() throws IOException {
        return StoreInspection.of(store());
    }

    /**
     * What the store takes of its file system.
     *
     * @return the disk use of images, logs and work
     * @throws IOException if the store's directory cannot be read
     */
    public StoreUsage usage() throws IOException {
        return store().usage();
    }

    /**
     * A generation to boot from, which need not be the current one. It is looked for when a machine asks for it, and
     * nothing keeps it until then.
     *
     * @param generation the generation
     * @return an image whose {@link MachineImage#acquire acquire} throws {@link StoreException} if it is not there
     * @throws IllegalArgumentException if no image can have that name
     */
    public MachineImage image(GenerationName generation) {
        StoreChanges changes = changes(generation.image());
        return () -> changes.lease(generation.number());
    }

    /**
     * Returns to the generation before the current one: the newest of those with smaller numbers. Machines that run go on
     * with what they have; what boots afterwards gets the older one. Nothing is removed.
     *
     * @param image the image's name
     * @return the generation that is current now
     * @throws StoreException if there is no such image, or no generation to return to
     * @throws IOException if the store cannot be written
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no image can have that name
     */
    public StoredGeneration rollback(String image) throws IOException, InterruptedException {
        return changes(image).rollback();
    }

    /**
     * Makes a certain generation the current one, an older or a newer one. Machines that run go on with what they have;
     * what boots afterwards gets this one. Nothing is removed.
     *
     * @param image the image's name
     * @param number the generation's number
     * @return the generation that is current now
     * @throws StoreException if there is no such image or generation, or it is damaged
     * @throws IOException if the store cannot be written
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no image can have that name
     */
    public StoredGeneration rollback(String image, int number) throws IOException, InterruptedException {
        return changes(image).rollback(number);
    }

    /**
     * Reads all disks of an image, and compares them with their manifests.
     *
     * @param image the image's name
     * @return what came of it, by ascending numbers
     * @throws StoreException if there is no such image
     * @throws IOException if the image's directory cannot be read
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no image can have that name
     */
    public List<GenerationCheck> verify(String image) throws IOException, InterruptedException {
        return Interrupts.heed(() -> changes(image).verify());
    }

    /**
     * Reads the disk of a generation, and compares it with the manifest.
     *
     * @param generation the generation
     * @return what came of it
     * @throws StoreException if there is no such generation
     * @throws IOException if the image's directory cannot be read
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no image can have that name
     */
    public GenerationCheck verify(GenerationName generation) throws IOException, InterruptedException {
        return Interrupts.heed(() -> changes(generation.image()).verify(generation.number()));
    }

    /**
     * Removes an image with all its generations.
     *
     * @param image the image's name
     * @throws StoreException if there is no such image, or somebody uses a generation of it; then all stay
     * @throws IOException if the store cannot be written
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no image can have that name
     */
    public void remove(String image) throws IOException, InterruptedException {
        changes(image).remove();
    }

    /**
     * Removes one generation.
     *
     * @param image the image's name
     * @param number the generation's number
     * @throws StoreException if there is no such generation, it is the current one, or somebody uses it
     * @throws IOException if the store cannot be written
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no image can have that name
     */
    public void remove(String image, int number) throws IOException, InterruptedException {
        changes(image).remove(number);
    }

    /**
     * Removes what a policy lets go, what killed programs left, and the logs of attempts that failed more than 30 days ago.
     * Nothing that is in use in any program is touched, and images of which a generation is just being made are left alone.
     *
     * @param policy what may go
     * @return what was done
     * @throws IOException if the store's directory cannot be read
     * @throws InterruptedException if the thread is interrupted; what was removed until then is gone
     */
    public GcReport gc(GcPolicy policy) throws IOException, InterruptedException {
        return GarbageCollection.run(store(), policy);
    }

    /**
     * Writes a generation to a file, for {@link #importFrom} elsewhere: a tar archive, compressed by zstd, of the manifest,
     * an OpenPGP signature of it, and the disk with its holes. {@code tar --zstd} lists and unpacks it, and {@code gpg}
     * verifies the signature. Without a signature, the same generation always makes the same bytes.
     *
     * @param generation the generation
     * @param archive the file, which must not be there; it appears when it is complete
     * @param options whether to sign it, and how to compress it
     * @throws StoreException if there is no such generation
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     * @throws IOException if the key cannot sign, the store not be written, or the file not be made; nothing is left of it
     * @throws InterruptedException if the thread is interrupted; nothing is left of the file
     * @throws IllegalArgumentException if no image can have that name
     */
    public void exportTo(GenerationName generation, Path archive, ExportOptions options)
            throws IOException, InterruptedException {
        Interrupts.heed(() -> {
            try (GenerationLease lease = changes(generation.image()).lease(generation.number())) {
                ArchiveExport.of(lease.generation(), options).writeTo(archive.toAbsolutePath(), store().work());
                return lease;
            }
        });
    }

    /**
     * Makes what an archive holds the current generation of its image, under the name that it has where it comes from: a
     * {@link DebianImage} of the same recipe finds it. The signature is checked first, then the version, then, before the
     * store changes, the size and the data of the disk. The archive may come from anywhere.
     *
     * @param archive what {@link #exportTo} wrote
     * @param options whose signature it must have
     * @return the generation that is current now
     * @throws ArchiveException if it is not what it should be; nothing of it is left
     * @throws IOException if it or a keyring cannot be read, or the store not be written; nothing of it is left
     * @throws InterruptedException if the thread is interrupted; nothing of it is left
     */
    public StoredGeneration importFrom(Path archive, ImportOptions options) throws IOException, InterruptedException {
        Generation imported = Interrupts.heed(() -> ArchiveImport.run(archive, store(), options));
        return GenerationListing.find(store().image(imported.name().image()), imported)
                .orElseThrow(() -> new IOException("The generation " + imported.name() + " has been removed again"));
    }

    private StoreDirectory store() {
        return new StoreDirectory(directory);
    }

    private StoreChanges changes(String image) {
        return new StoreChanges(store().image(image));
    }
}
