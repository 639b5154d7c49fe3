package io.umlmachine.image;

import io.umlmachine.MachineImage;
import io.umlmachine.image.internal.bootstrap.Bootstrapping;
import io.umlmachine.image.internal.bootstrap.GenerationMaker;
import io.umlmachine.image.internal.bootstrap.Leftovers;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.image.internal.store.GenerationLease;
import io.umlmachine.image.internal.store.ImageDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Debian system to boot: what it is made from, and the store that keeps it. It is made when it is first asked for, which
 * takes a minute or a few; afterwards it is there at once, for every program of this user. Immutable and thread-safe.
 *
 * <pre>{@code
 * DebianImage image = DebianImage.builder("bookworm").variant(Variant.BUILDD).include("debhelper").build();
 * try (UmlMachine vm = UmlMachine.builder().image(image).boot()) {
 *     vm.exec("dpkg-buildpackage", "--version").orThrow();
 * }
 * }</pre>
 *
 * <p>Nothing needs root. The archive's signatures are always checked.
 */
public final class DebianImage implements MachineImage {

    private final ImageRecipe recipe;
    private final ImageStore store;
    private final Bootstrap bootstrap;
    private final Duration timeout;
    private final Consumer<ImageEvent> listener;

    DebianImage(
            ImageRecipe recipe,
            ImageStore store,
            Bootstrap bootstrap,
            Duration timeout,
            Consumer<ImageEvent> listener) {
        this.recipe = recipe;
        this.store = store;
        this.bootstrap = bootstrap;
        this.timeout = timeout;
        this.listener = listener;
    }

    /**
     * An image of a suite, with every option at its default.
     *
     * @param suite the suite, such as {@code bookworm}
     * @return the image
     * @throws IllegalArgumentException if that is not the name of a suite
     */
    public static DebianImage of(String suite) {
        return builder(suite).build();
    }

    /**
     * Starts to describe an image.
     *
     * @param suite the suite, such as {@code bookworm}
     * @return a builder with every option at its default
     */
    public static Builder builder(String suite) {
        return new ImageBuilder(suite);
    }

    /**
     * What the image is made from.
     *
     * @return the recipe
     */
    public ImageRecipe recipe() {
        return recipe;
    }

    /**
     * The image's name in its store.
     *
     * @return suite, variant and the start of the recipe's digest, such as {@code bookworm-buildd-1a2b3c4d}
     */
    public String name() {
        return recipe.name();
    }

    /**
     * Whether the image is there. It may be gone, or there, a moment later.
     *
     * @return true if {@link #acquire} returns at once
     * @throws IOException if the store cannot be read
     */
    public boolean isBuilt() throws IOException {
        return directory().current().isPresent();
    }

    /**
     * What is known about the current generation.
     *
     * @return its manifest, or empty if the image has not been made
     * @throws IOException if it cannot be read
     */
    public Optional<ImageManifest> manifest() throws IOException {
        ImageDirectory directory = directory();
        Optional<GenerationLease> lease = directory.lease();
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (GenerationLease current = lease.get()) {
            return Optional.of(directory.manifest(current.generation()));
        }
    }

    /**
     * Leases the current generation; makes the first one if there is none. Of several threads and programs that ask at
     * once, one makes it and the others wait.
     *
     * @return the image, which is not removed before the lease is closed
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the image cannot be made; nothing is left of the attempt but its log
     */
    @Override
    public Lease acquire() throws IOException, InterruptedException {
        ImageDirectory directory = directory();
        Leftovers.sweepOnce(directory.work());
        Optional<GenerationLease> present = directory.lease();
        if (present.isPresent()) {
            return present.get();
        }
        return directory.exclusively(() -> {
            Optional<GenerationLease> madeMeanwhile = directory.lease();
            if (madeMeanwhile.isPresent()) {
                return madeMeanwhile.get();
            }
            make(directory);
            return directory.lease().orElseThrow(() -> new IOException("The image " + name() + " has been removed"));
        });
    }

    /**
     * Makes a new generation, whether or not there is one. Machines that run go on with the one they have; what boots
     * afterwards gets the new one. The one before stays for {@link ImageStore#rollback(String)}; older ones that nobody uses are removed.
     *
     * @return what is known about the new generation
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the image cannot be made; nothing is left of the attempt but its log
     */
    public ImageManifest create() throws IOException, InterruptedException {
        ImageDirectory directory = directory();
        Leftovers.sweepOnce(directory.work());
        return directory.exclusively(() -> directory.manifest(make(directory)));
    }

    private Generation make(ImageDirectory directory) throws IOException, InterruptedException {
        return new GenerationMaker(recipe, timeout, listener).make(directory, new Bootstrapping(recipe, bootstrap));
    }

    private ImageDirectory directory() {
        return new ImageDirectory(store.directory(), name());
    }

    @Override
    public String toString() {
        return "DebianImage[" + name() + " in " + store.directory() + "]";
    }

    /** Describes an image. Not thread-safe; may be used for several images. */
    public interface Builder extends RecipeOptions<Builder> {

        /**
         * The tool to make it. Default: {@link Bootstrap#AUTO}.
         *
         * @param bootstrap the tool
         * @return this builder
         */
        Builder bootstrap(Bootstrap bootstrap);

        /**
         * Where it is kept. Default: {@link ImageStore#standard()}.
         *
         * @param store the store
         * @return this builder
         */
        Builder store(ImageStore store);

        /**
         * How long each program that takes part may run. Default: 30 minutes.
         *
         * @param timeout the limit, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        Builder timeout(Duration timeout);

        /**
         * Who hears of the progress when the image is made; not necessarily on the thread that asked for it, but one event
         * at a time. Default: nobody.
         *
         * @param listener the listener; what it throws is logged
         * @return this builder
         */
        Builder onProgress(Consumer<ImageEvent> listener);

        /**
         * The image. Nothing is made yet, but the host's apt sources are read unless a mirror was set.
         *
         * @return the image
         * @throws IllegalArgumentException if a name, an address or the size is not what it should be
         * @throws java.io.UncheckedIOException if no store was set and there is no place for the standard one
         */
        DebianImage build();
    }
}
