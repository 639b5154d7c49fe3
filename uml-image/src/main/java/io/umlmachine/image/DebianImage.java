package io.umlmachine.image;

import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.internal.bootstrap.GenerationMaker;
import io.umlmachine.image.internal.bootstrap.Leftovers;
import io.umlmachine.image.internal.bootstrap.MachineOptions;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.derive.Customisation;
import io.umlmachine.image.internal.derive.Derivation;
import io.umlmachine.image.internal.derive.GuestChange;
import io.umlmachine.image.internal.derive.ScriptRun;
import io.umlmachine.image.internal.derive.ThenChanged;
import io.umlmachine.image.internal.derive.Upgrade;
import io.umlmachine.image.internal.store.GenerationLease;
import io.umlmachine.image.internal.store.ImageDirectory;
import io.umlmachine.image.internal.store.ImageFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A Debian system to boot: what it is made from, and the store that keeps it. It is made when it is first asked for, which
 * takes a minute or a few; afterwards it is there at once, for every program of this user. Immutable and thread-safe.
 *
 * <pre>{@code
 * DebianImage image = DebianImage.builder("bookworm").variant(Variant.BUILDD).include("debhelper").build();
 * try (UmlMachine vm = UmlMachine.builder().image(image).boot()) {
 *     vm.exec("dpkg-buildpackage", "--version").orThrow();
 * }
 * image.update();                                  // a new generation, if there is anything to upgrade
 * DebianImage web = image.with("nginx");           // another image, made of this one when it is first asked for
 * }</pre>
 *
 * <p>Nothing needs root. The archive's signatures are always checked.
 *
 * <p>An image is a sequence of generations, of which one is current. {@link #create}, {@link #update} and
 * {@link #customise} make a new one beside it, boot it once to see that it is sound, and make it current at once, by
 * renaming a link; a machine goes on with the generation that it has booted. While one thread of one program makes a
 * generation of an image, others that want to do so wait; but whoever only needs the image gets the current generation
 * meanwhile. An attempt that fails, is interrupted, or dies with its program leaves the current generation as it was.
 *
 * <p>What an interrupt does not promise: that the attempt ends at once. Programs that run for it are ended first, which takes
 * a few seconds, and files are removed. Nor is the next attempt told about it. When a program is killed, its helpers of the
 * host die within seconds, and its files are removed by the next program that uses the same store.
 */
public final class DebianImage implements MachineImage {

    private final ImageRecipe recipe;
    private final List<ImageLayer> layers;
    private final ImageStore store;
    private final Bootstrap bootstrap;
    private final Surroundings surroundings;
    private final Duration timeout;
    private final MachineOptions machineOptions;
    private final Consumer<ImageEvent> listener;

    DebianImage(
            ImageRecipe recipe,
            List<ImageLayer> layers,
            ImageStore store,
            Bootstrap bootstrap,
            Surroundings surroundings,
            Duration timeout,
            MachineOptions machineOptions,
            Consumer<ImageEvent> listener) {
        this.recipe = recipe;
        this.layers = List.copyOf(layers);
        this.store = store;
        this.bootstrap = bootstrap;
        this.surroundings = surroundings;
        this.timeout = timeout;
        this.machineOptions = machineOptions;
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
     * The image of a recipe, in the store of this user, with every other option at its default.
     *
     * @param recipe what it is made from
     * @return the image
     * @throws java.io.UncheckedIOException if there is no place for the store
     */
    public static DebianImage of(ImageRecipe recipe) {
        return ImageBuilder.standardImage(recipe);
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
     * Derives an image with more packages: {@link #with(ImageLayer)}.
     *
     * @param packages their names, at least one
     * @return another image
     * @throws IllegalArgumentException if there is none, or one is no name of a package
     */
    public DebianImage with(String... packages) {
        return with(ImageLayer.of(packages));
    }

    /**
     * Derives an image: this one with something more, in the same store. It is made when it is first asked for, from the
     * generation of this image that is current then, in a machine with a network; afterwards it is there at once. When this
     * image has another generation than the derived one was made from, the derived one is made anew when it is next asked
     * for. Layers can be put on layers.
     *
     * @param layer what is added
     * @return another image, whose name is this one's and the start of the layer's digest, such as {@code
     *     bookworm-minbase-1a2b3c4d+9f8e7d6c}
     * @throws IllegalArgumentException if the layer is empty
     */
    public DebianImage with(ImageLayer layer) {
        if (layer.isEmpty()) {
            throw new IllegalArgumentException("The layer adds neither packages nor files nor scripts to " + name());
        }
        List<ImageLayer> more = new ArrayList<>(layers);
        more.add(layer);
        return withLayers(more);
    }

    private DebianImage withLayers(List<ImageLayer> others) {
        return new DebianImage(recipe, others, store, bootstrap, surroundings, timeout, machineOptions, listener);
    }

    /**
     * What the image is made from; if it was derived from another one, what that was made from.
     *
     * @return the recipe
     */
    public ImageRecipe recipe() {
        return recipe;
    }

    /**
     * What was added to the image of the recipe.
     *
     * @return an unmodifiable list, the lowest layer first; empty for an image that is not derived
     */
    public List<ImageLayer> layers() {
        return layers;
    }

    /**
     * The image that this one was derived from.
     *
     * @return this image without its last layer, or empty if it has none
     */
    public Optional<DebianImage> base() {
        return layers.isEmpty() ? Optional.empty() : Optional.of(withLayers(layers.subList(0, layers.size() - 1)));
    }

    /**
     * The image's name in its store.
     *
     * @return suite, variant and the start of the recipe's digest, such as {@code bookworm-buildd-1a2b3c4d}; for each layer
     *     a plus sign and the start of the layer's digest after that
     */
    public String name() {
        StringBuilder name = new StringBuilder(recipe.name());
        layers.forEach(layer -> name.append(layer.suffix()));
        return name.toString();
    }

    /**
     * Whether the image is there. It may be gone, or there, a moment later.
     *
     * @return true if {@link #acquire} returns at once; for a derived image, if that is so while its base stays what it is
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
     * Leases the current generation; makes the first one if there is none. A derived image is made if there is none that was
     * made from the current generation of its base. Of several threads and programs that ask at once, one makes it and the
     * others wait.
     *
     * @return the image, which is not removed before the lease is closed
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the image cannot be made; nothing is left of the attempt but its log
     */
    @Override
    public Lease acquire() throws IOException, InterruptedException {
        return lease();
    }

    private GenerationLease lease() throws IOException, InterruptedException {
        ImageDirectory directory = sweptDirectory();
        try (Origin origin = origin()) {
            Optional<GenerationLease> present = present(directory, origin);
            if (present.isPresent()) {
                return present.get();
            }
            return directory.exclusively(() -> presentOrMade(directory, origin));
        }
    }

    /** The current generation, unless it was made from something that has been superseded. */
    private static Optional<GenerationLease> present(ImageDirectory directory, Origin origin) throws IOException {
        Optional<GenerationLease> lease = directory.lease();
        if (lease.isEmpty()) {
            return lease;
        }
        GenerationLease current = lease.get();
        boolean usable = false;
        try {
            usable = origin.isOriginOf(current, directory);
            return usable ? lease : Optional.empty();
        } finally {
            if (!usable) {
                current.close();
            }
        }
    }

    private GenerationLease presentOrMade(ImageDirectory directory, Origin origin)
            throws IOException, InterruptedException {
        Optional<GenerationLease> madeMeanwhile = present(directory, origin);
        if (madeMeanwhile.isPresent()) {
            return madeMeanwhile.get();
        }
        make(directory, origin.production());
        return directory.lease().orElseThrow(() -> new IOException("The image " + name() + " has been removed"));
    }

    /**
     * Makes a new generation, whether or not there is one. Machines that run go on with the one they have; what boots
     * afterwards gets the new one. A derived image is made from the current generation of its base. The generation before
     * stays for {@link ImageStore#rollback(String)}; older ones that nobody uses are removed.
     *
     * @return what is known about the new generation
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the image cannot be made; nothing is left of the attempt but its log
     */
    public ImageManifest create() throws IOException, InterruptedException {
        return makeAnew(production -> production);
    }

    /**
     * Makes a new generation as {@link #create()}, and has it changed before it is published: nobody gets to see it without
     * the change. The change has the room that the recipe leaves free.
     *
     * @param finish what changes it, in a machine that has booted it; if it throws an exception, no generation is made, and
     *     the exception is thrown as it is
     * @return what is known about the new generation
     * @throws IOException if the store cannot be used, or from the customiser
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the image cannot be made; nothing is left of the attempt but its log
     */
    public ImageManifest create(Customiser finish) throws IOException, InterruptedException {
        try {
            return makeAnew(production -> new ThenChanged(production, recipe, surroundings, new Customisation(finish)));
        } catch (Customisation.Failure e) {
            throw e.unwrap();
        }
    }

    private ImageManifest makeAnew(UnaryOperator<Production> how) throws IOException, InterruptedException {
        ImageDirectory directory = sweptDirectory();
        try (Origin origin = origin()) {
            return directory.exclusively(() -> make(directory, how.apply(origin.production()))
                    .orElseThrow(() -> new IOException("Nothing was made")));
        }
    }

    /**
     * Copies the current generation to a file of its own; makes the first one if there is none. The file appears whole, in
     * place of one that is there: a machine that runs on that one keeps it, but an overlay of it that was kept is of no use
     * any more. What is not used of the disk is a hole in the file.
     *
     * @param file where to; its directory is made if it is missing
     * @throws IOException if the store or the file cannot be used
     * @throws InterruptedException if the thread is interrupted; the file is as it was
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the image cannot be made
     */
    public void copyTo(Path file) throws IOException, InterruptedException {
        try (Lease lease = acquire()) {
            ImageFile.publish(lease.path(), file.toAbsolutePath());
        }
    }

    /**
     * Brings the packages of the current generation up to date, from the sources that its own apt has, in a machine with a
     * network: upgrades them all, installs what that needs, and removes what nothing needs any more. If that changes
     * anything, the result is a new generation; machines that run go on with the one they have. If there is no generation,
     * one is made first. A derived image is made anew once its base is up to date, unless all its packages are.
     *
     * @return the generation that is current then, and what has changed
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted; the old generation is current, and nothing is left of the
     *     attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if packages cannot be fetched, or not be brought up to date, or the result is not sound; the old
     *     generation is current, and nothing is left of the attempt but its log
     */
    public ImageUpdate update() throws IOException, InterruptedException {
        Optional<DebianImage> base = base();
        if (base.isPresent()) {
            base.get().update();
            return deriveAnew();
        }
        return deriveFromItself(ImageOperation.UPDATE, ImagePhase.UPGRADE, new Upgrade(surroundings.machineApt()));
    }

    /**
     * Brings the packages of the current generation up to date as {@link #update()}, with something to do before and after
     * that in the same machine. The result is a new generation in any case: nobody can tell what the two have changed.
     *
     * @param before what is done before apt does its work
     * @param after what is done afterwards
     * @return the new generation, and which packages have changed
     * @throws IllegalStateException if this image was derived from another one: it is made anew whenever that changes
     * @throws IOException if the store cannot be used, or from the customisers
     * @throws InterruptedException if the thread is interrupted; the old generation is current, and nothing is left of the
     *     attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException as {@link #update()}
     */
    public ImageUpdate update(Customiser before, Customiser after) throws IOException, InterruptedException {
        requireNotDerived();
        Upgrade upgrade = new Upgrade(surroundings.machineApt());
        try {
            return deriveFromItself(ImageOperation.UPDATE, ImagePhase.UPGRADE, machine -> {
                new Customisation(before).apply(machine);
                upgrade.apply(machine);
                return new Customisation(after).apply(machine);
            });
        } catch (Customisation.Failure e) {
            throw e.unwrap();
        }
    }

    private ImageUpdate deriveAnew() throws IOException, InterruptedException {
        ImageDirectory directory = sweptDirectory();
        try (Origin origin = origin()) {
            return directory.exclusively(() -> {
                Optional<ImageManifest> before = manifest();
                ImageManifest after = make(directory, origin.productionUnlessLike(before))
                        .or(() -> before)
                        .orElseThrow(() -> new IOException("Nothing was made"));
                return new ImageUpdate(
                        after, PackageChanges.between(before.orElse(after).packages(), after.packages()));
            });
        }
    }

    /** What changes an image by hand or by a program, in a machine that has booted it. */
    @FunctionalInterface
    public interface Customiser {

        /**
         * Changes the system.
         *
         * @param machine a machine with a network, on an overlay of the current generation; closed by the caller
         * @throws IOException if it cannot be changed
         * @throws InterruptedException if the thread is interrupted
         */
        void customise(UmlMachine machine) throws IOException, InterruptedException;
    }

    /**
     * Boots the current generation, has it changed, and makes a new generation of what that leaves. If there is no
     * generation, one is made first. {@link #update} goes on from the new generation; {@link #create} begins anew.
     *
     * <p>The name servers in {@code /etc/resolv.conf}, the content of {@code /etc/machine-id}, the random seed, and what apt has
     * fetched are those of the machine, and do not get into the image.
     *
     * @param customiser what changes it; if it throws an exception, no generation is made, and the exception is thrown as
     *     it is
     * @return what is known about the new generation
     * @throws IllegalStateException if this image was derived from another one: it is made anew whenever that changes. Use a
     *     layer with a script, or customise the base
     * @throws IOException if the store cannot be used, or from the customiser
     * @throws InterruptedException if the thread is interrupted; the old generation is current, and nothing is left of the
     *     attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the result is not sound, or there is no room for it; the old generation is current, and
     *     nothing is left of the attempt but its log
     */
    public ImageManifest customise(Customiser customiser) throws IOException, InterruptedException {
        try {
            return change(new Customisation(customiser));
        } catch (Customisation.Failure e) {
            throw e.unwrap();
        }
    }

    /**
     * Runs a script in the current generation, and makes a new generation of what that leaves; as
     * {@link #customise(Customiser)}.
     *
     * @param script the script, run with a network
     * @return what is known about the new generation
     * @throws IllegalStateException if this image was derived from another one
     * @throws IOException if the store cannot be used
     * @throws InterruptedException if the thread is interrupted; the old generation is current, and nothing is left of the
     *     attempt
     * @throws io.umlmachine.HostException if the host lacks a program that is needed
     * @throws ImageException if the script fails, the result is not sound, or there is no room for it; the old generation is
     *     current, and nothing is left of the attempt but its log
     */
    public ImageManifest customise(GuestScript script) throws IOException, InterruptedException {
        return change(new ScriptRun(script));
    }

    private void requireNotDerived() {
        if (!layers.isEmpty()) {
            throw new IllegalStateException("The image " + name()
                    + " is made anew whenever its base changes; customise the base, or add a layer with a script");
        }
    }

    private ImageManifest change(GuestChange change) throws IOException, InterruptedException {
        requireNotDerived();
        return deriveFromItself(ImageOperation.CUSTOMISE, ImagePhase.CUSTOMISE, change)
                .manifest();
    }

    private ImageUpdate deriveFromItself(ImageOperation operation, ImagePhase phase, GuestChange change)
            throws IOException, InterruptedException {
        ImageDirectory directory = sweptDirectory();
        return directory.exclusively(() -> {
            try (Origin origin = origin();
                    GenerationLease current = presentOrMade(directory, origin)) {
                ImageManifest before = directory.manifest(current.generation());
                GenerationName from = new GenerationName(name(), before.generation());
                Derivation derivation =
                        new Derivation(operation, phase, current.path(), from, recipe, surroundings, change);
                ImageManifest after = make(directory, derivation).orElse(before);
                return new ImageUpdate(after, PackageChanges.between(before.packages(), after.packages()));
            }
        });
    }

    private Optional<ImageManifest> make(ImageDirectory directory, Production production)
            throws IOException, InterruptedException {
        return new GenerationMaker(recipe, layers, timeout, machineOptions, listener).make(directory, production);
    }

    /** To be closed: a base does not go meanwhile. */
    private Origin origin() throws IOException, InterruptedException {
        Optional<DebianImage> base = base();
        return base.isPresent()
                ? new Origin.Base(
                        base.get().lease(), base.get().directory(), recipe, layers.get(layers.size() - 1), surroundings)
                : new Origin.Archive(recipe, bootstrap, surroundings);
    }

    private ImageDirectory sweptDirectory() {
        ImageDirectory directory = directory();
        Leftovers.sweepOnce(directory.work());
        return directory;
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
         * The kernel of the machines that take part when the image is made; the image does not know of it, and boots any.
         * What installs packages forks much: the newer kernels take less time for that. Default: the host's,
         * {@link UmlKernel#locate()}.
         *
         * @param kernel the kernel
         * @return this builder
         */
        Builder kernel(UmlKernel kernel);

        /**
         * Adds a word to the kernel command lines of the machines that take part when the image is made. Default: none.
         *
         * @param word as for {@link io.umlmachine.UmlMachine.Builder#kernelArgument}, which says what is refused
         * @return this builder
         * @throws IllegalArgumentException if it is not one word
         */
        Builder kernelArgument(String word);

        /**
         * How long each program that takes part may run. Default: 30 minutes.
         *
         * @param timeout the limit, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        Builder timeout(Duration timeout);

        /**
         * The HTTP proxy by which the archives are reached when the image is made, by programs of the host and in machines;
         * the image does not know of it. Default: the one that the host's apt is configured for, else the one that the
         * environment names by {@code http_proxy} and {@code https_proxy}.
         *
         * @param address such as {@code http://proxy.example:3128}
         * @return this builder
         * @throws IllegalArgumentException if it names no host
         */
        Builder proxy(URI address);

        /**
         * The network of the machines that install packages and run scripts when the image is made. Default:
         * {@code Slirp.create()}, with the {@link #proxy}; if that is at the host's loopback address, these machines reach
         * what listens there.
         *
         * @param network the network
         * @return this builder
         */
        Builder network(Network network);

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
