package io.umlmachine.image;

import io.umlmachine.ByteSize;
import io.umlmachine.image.internal.rootstrap.RootstrapReader;
import io.umlmachine.image.internal.rootstrap.RootstrapValues;
import io.umlmachine.internal.config.SyntaxException;
import io.umlmachine.net.NetworkConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A rootstrap.conf, as it stands: what image it asks for, and what network for the machines that use it. Nothing in it is
 * run. Immutable and thread-safe.
 *
 * <p>{@code [global]} has {@code fstype}, {@code initialsize} and {@code freespace} in megabytes, {@code modules},
 * {@code PATH}, {@code http_proxy} and {@code umlargs}; {@code [network]} what {@link NetworkConfig} lists; {@code [debian]}
 * {@code dist}, {@code mirror}, {@code include}, {@code exclude}, {@code install} and {@code purge}; {@code [uml]}
 * {@code install_modules}. Any key may stand in {@code [global]}, or in a file without sections; the one in a module's own
 * section then counts for that module. Names: rootstrap(1).
 *
 * <p>Nothing is passed over in silence: what cannot be done is refused with file and line, and what was set without effect is
 * told by {@link #remarks}. Missing keys have the defaults of {@link RecipeOptions}, the suite that of the host, and the
 * network is slirp.
 */
public final class RootstrapConf {

    private static final String PROXY_OPTION = "Acquire::http::Proxy";

    private final RootstrapValues values;

    private RootstrapConf(RootstrapValues values) {
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what it says
     * @throws RootstrapException if it cannot be read, or naming every key that is wrong, its value and its line
     */
    public static RootstrapConf load(Path file) {
        try {
            return new RootstrapConf(RootstrapReader.read(file));
        } catch (SyntaxException e) {
            throw new RootstrapException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What an empty file says.
     *
     * @return the host's own suite, and slirp
     */
    public static RootstrapConf defaults() {
        return new RootstrapConf(RootstrapReader.nothing());
    }

    /**
     * A size as rootstrap takes it: a number without a unit is of megabytes, which are of 1,048,576 bytes.
     *
     * @param text such as {@code 2048} or {@code 2G}
     * @return the size
     * @throws IllegalArgumentException if the text is no size
     */
    public static ByteSize size(String text) {
        return RootstrapReader.size(text);
    }

    /**
     * The suite: {@code dist}.
     *
     * @return the suite, by default that of the host
     */
    public String suite() {
        return values.suite();
    }

    /**
     * What the image is made from. The host's apt sources are read unless a mirror is set.
     *
     * @return the recipe
     */
    public ImageRecipe recipe() {
        return applyTo(ImageRecipe.builder(suite())).build();
    }

    /**
     * The image, kept in the standard store; more may be set before it is built.
     *
     * @return a builder of the image
     */
    public DebianImage.Builder image() {
        DebianImage.Builder image = applyTo(DebianImage.builder(suite()));
        values.kernelArguments().forEach(image::kernelArgument);
        return image;
    }

    /**
     * Sets what the file says; the suite is not among it.
     *
     * @param options a builder
     * @param <B> the builder's type
     * @return that builder
     */
    public <B extends RecipeOptions<B>> B applyTo(B options) {
        values.mirror().ifPresent(options::mirror);
        values.size().ifPresent(options::size);
        values.freeSpace().ifPresent(options::freeSpace);
        values.proxy().ifPresent(address -> options.aptOption(PROXY_OPTION, address));
        values.network().hostname().ifPresent(options::hostname);
        PackageChoice packages = values.packages();
        return options.include(packages.include().toArray(String[]::new))
                .exclude(packages.exclude().toArray(String[]::new))
                .installAfter(packages.installAfter().toArray(String[]::new))
                .purge(packages.purge().toArray(String[]::new));
    }

    /**
     * The network of machines that use the image: the keys of {@code [network]}.
     *
     * @return the network
     */
    public NetworkConfig network() {
        return values.network();
    }

    /**
     * Through what apt fetches packages: {@code http_proxy}.
     *
     * @return the address of an HTTP proxy, if one is set
     */
    public Optional<String> proxy() {
        return values.proxy();
    }

    /**
     * What the kernels of the machines that make the image are told besides: {@code umlargs}.
     *
     * @return words, each for {@link io.umlmachine.UmlMachine.Builder#kernelArgument}
     */
    public List<String> kernelArguments() {
        return values.kernelArguments();
    }

    /**
     * What takes effect, or says what is done anyway, with file and line.
     *
     * @return a setting for each key that the file sets
     */
    public List<NetworkConfig.Setting> settings() {
        return values.settings();
    }

    /**
     * A key that the file sets.
     *
     * @param key such as {@code dist}
     * @return its setting, if the file sets it to something
     */
    public Optional<NetworkConfig.Setting> setting(String key) {
        return values.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /**
     * What was set without effect, and why it needs none: for a person to read.
     *
     * @return a sentence each
     */
    public List<String> remarks() {
        return values.remarks();
    }
}
