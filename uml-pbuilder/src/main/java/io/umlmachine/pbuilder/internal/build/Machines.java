package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Admission;
import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.Variant;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.failed.FailedBuilds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes images and machines as a configuration describes them. Thread-safe. */
public final class Machines {

    /** Builds that are started together wait for each other: as long as a large one may take. */
    private static final Duration PATIENCE = Duration.ofHours(4);

    /** What builds need beyond build-essential: the programs that run them as an ordinary user. */
    static final List<String> TOOLS = List.of("fakeroot");

    private final PbuilderConfig config;
    private final Kernels kernels;

    public Machines(PbuilderConfig config) {
        this.config = config;
        this.kernels = new Kernels(config);
    }

    /**
     * The base image in the image store. The machines that take part when it is made boot the kernel that builds boot.
     *
     * @throws io.umlmachine.KernelException if the kernel of the configuration cannot be had
     */
    public DebianImage stored(Consumer<ImageEvent> listener) throws InterruptedException {
        return described(listener).kernel(kernel()).build();
    }

    /** The base image, still without a kernel. */
    DebianImage.Builder described(Consumer<ImageEvent> listener) {
        DebianImage.Builder builder = DebianImage.builder(config.distribution())
                .variant(Variant.BUILDD)
                .components(config.components().toArray(String[]::new))
                .include(Stream.concat(TOOLS.stream(), packagesOfImage().stream())
                        .toArray(String[]::new))
                .purge(config.removedPackages().toArray(String[]::new))
                .size(config.imageSize())
                .onProgress(listener);
        config.mirror().ifPresent(builder::mirror);
        return builder;
    }

    /** Packages of other repositories cannot be in the image, which does not know them. */
    private List<String> packagesOfImage() {
        return config.otherMirrors().isEmpty() ? config.extraPackages() : List.of();
    }

    /** Extra packages that the image does not hold. */
    List<String> packagesOfMachine() {
        return config.otherMirrors().isEmpty() && config.image().isEmpty() ? List.of() : config.extraPackages();
    }

    /**
     * Boots a machine on an overlay in a workspace. Makes the base image first, if it is the store's and not there.
     *
     * @throws ConfigException if the image of the configuration cannot be had
     */
    public UmlMachine boot(Workspace workspace, Consumer<String> onProgress) throws InterruptedException {
        return boot(workspace, image(onProgress), network());
    }

    /** Boots a machine of a certain image on an overlay in a workspace. */
    public UmlMachine boot(Workspace workspace, MachineImage image, Network network) throws InterruptedException {
        return configured(UmlMachine.builder().image(image).cow(workspace.overlay()))
                .network(network)
                .boot();
    }

    /** Boots the disk of a failed build again; what changes in it stays. */
    UmlMachine boot(FailedBuilds.Disk disk) throws InterruptedException {
        UmlMachine.Builder builder = UmlMachine.builder().image(disk.image());
        disk.overlay().ifPresentOrElse(builder::cow, builder::direct);
        return configured(builder).boot();
    }

    /**
     * The kernel that machines boot.
     *
     * @throws io.umlmachine.KernelException if the one of the configuration cannot be had
     */
    UmlKernel kernel() throws InterruptedException {
        return kernels.choose();
    }

    private UmlMachine.Builder configured(UmlMachine.Builder builder) throws InterruptedException {
        builder.kernel(kernel())
                .network(network())
                .memory(config.memory())
                .admission(Admission.byMemory().waitingAtMost(PATIENCE))
                .hostname(config.hostname());
        if (config.seccomp()) {
            builder.seccomp();
        }
        return config.tmpfsTmp() ? builder.tmpfsTmp() : builder;
    }

    /**
     * Looks at what can be looked at before anything is made.
     *
     * @throws ConfigException if the image of the configuration cannot be had
     */
    public void check() {
        config.image().ifPresent(this::checkImage);
    }

    /**
     * The base image, which is made when it is first asked for, if it is the store's.
     *
     * @throws ConfigException if the image of the configuration cannot be had
     */
    public MachineImage image(Consumer<String> onProgress) throws InterruptedException {
        config.image().ifPresent(this::checkImage);
        return config.image().isPresent() ? MachineImage.file(config.image().get()) : told(onProgress);
    }

    /** The base image in the image store, whose making is told in lines. */
    public DebianImage told(Consumer<String> onProgress) throws InterruptedException {
        return stored(event -> words(event).ifPresent(onProgress));
    }

    private void checkImage(Path image) {
        if (!Files.isRegularFile(image)) {
            throw refuse(ConfigKey.PBUILDER_UML_IMAGE, image + " is missing; create makes it");
        }
    }

    /** The network of a machine that installs packages. */
    public Network network() {
        return config.network().network();
    }

    private ConfigException refuse(ConfigKey key, String message) {
        return new ConfigException(config.setting(key).origin(), key + ": " + message);
    }

    /** As a line of a log, which has no use for how far a phase has come. */
    private static Optional<String> words(ImageEvent event) {
        String phase = "Image " + event.image() + ": " + event.phase().label();
        if (event instanceof ImageEvent.PhaseStarted) {
            return Optional.of(phase);
        }
        if (event instanceof ImageEvent.PhaseFinished finished) {
            return Optional.of(phase + " took " + finished.duration().toMillis() + " ms");
        }
        return event instanceof ImageEvent.LogLine log ? Optional.of(log.line()) : Optional.empty();
    }
}
