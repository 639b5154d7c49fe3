package io.umlmachine.pbuilder;

import io.umlmachine.ByteSize;
import io.umlmachine.image.RootstrapConf;
import io.umlmachine.internal.config.ShellText;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.pbuilder.internal.config.ConfigReader;
import io.umlmachine.pbuilder.internal.config.Defaults;
import io.umlmachine.pbuilder.internal.config.Durations;
import io.umlmachine.pbuilder.internal.config.Loaded;
import io.umlmachine.pbuilder.internal.config.RootstrapComparison;
import io.umlmachine.pbuilder.internal.config.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration of a {@link Pbuilder}: every key with its value and where it comes from. Immutable and thread-safe.
 *
 * <p>{@link #load()} reads the configuration files of pbuilder and pbuilder-user-mode-linux as they stand. They are files
 * of shell assignments, but nothing in them is run: quotes, {@code $NAME}, {@code ${NAME:-default}}, lists, {@code +=},
 * comments and {@code export} are understood, and anything else is refused with file and line. A reference to a variable
 * finds what was assigned before it, in any file, or else the defaults and the environment; one that finds nothing is
 * refused. Names that are no keys may be assigned only if another line refers to them, whatever their case: they are
 * private helpers. All other unknown names are refused, and so are known keys set to what this version cannot do.
 */
public final class PbuilderConfig {

    private static final ByteSize LEAST_MEMORY = ByteSize.mebibytes(32);
    private static final ByteSize LEAST_IMAGE = ByteSize.mebibytes(512);

    private final Map<ConfigKey, Setting> settings;
    private final List<String> fileRemarks;
    private final String distribution;
    private final Optional<String> mirror;
    private final List<String> components;
    private final List<String> otherMirrors;
    private final List<Path> aptKeyrings;
    private final Optional<Path> aptConfiguration;
    private final List<String> extraPackages;
    private final List<String> removedPackages;
    private final List<String> buildOptions;
    private final List<String> profiles;
    private final boolean twice;
    private final boolean sourceOnlyChanges;
    private final boolean useNetwork;
    private final boolean keepFailed;
    private final boolean saveAfterLogin;
    private final boolean saveAfterExecute;
    private final Optional<String> binaryNmuMaintainer;
    private final List<String> additionalResults;
    private final BuildScope scope;
    private final Optional<Path> hookDirectory;
    private final Optional<Duration> timeout;
    private final Path buildPlace;
    private final Path buildResult;
    private final Optional<Path> image;
    private final ByteSize imageSize;
    private final ByteSize memory;
    private final KernelChoice kernel;
    private final boolean seccomp;
    private final String hostname;
    private final boolean tmpfsTmp;
    private final NetworkConfig network;

    private PbuilderConfig(Collection<Setting> given, List<String> fileRemarks) {
        this.settings = complete(given);
        this.fileRemarks = List.copyOf(fileRemarks);
        Values values = new Values(settings);
        distribution = values.suite(ConfigKey.DISTRIBUTION);
        mirror = values.mirror(ConfigKey.MIRRORSITE);
        components = values.components(ConfigKey.COMPONENTS);
        otherMirrors = values.sources(ConfigKey.OTHERMIRROR);
        aptKeyrings = values.files(ConfigKey.APTKEYRINGS);
        aptConfiguration = values.optionalPath(ConfigKey.APTCONFDIR);
        extraPackages = values.packages(ConfigKey.EXTRAPACKAGES);
        removedPackages = values.packages(ConfigKey.REMOVEPACKAGES);
        profiles = values.profiles(ConfigKey.DEB_BUILD_PROFILES);
        twice = values.yes(ConfigKey.TWICE);
        sourceOnlyChanges = values.yes(ConfigKey.SOURCE_ONLY_CHANGES);
        keepFailed = values.yes(ConfigKey.PRESERVE_BUILDPLACE);
        boolean save = values.yes(ConfigKey.UML_LOGIN_NOCOW);
        saveAfterLogin = values.yes(ConfigKey.SAVE_AFTER_LOGIN) || save;
        saveAfterExecute = values.yes(ConfigKey.SAVE_AFTER_EXEC) || save;
        useNetwork = values.yes(ConfigKey.USENETWORK);
        binaryNmuMaintainer = values.maintainer(ConfigKey.BINNMU_MAINTAINER);
        additionalResults = values.words(ConfigKey.ADDITIONAL_BUILDRESULTS);
        buildOptions = values.words(ConfigKey.DEBBUILDOPTS);
        scope = scope(values);
        hookDirectory = values.optionalPath(ConfigKey.HOOKDIR);
        timeout = values.optional(ConfigKey.TIMEOUT, Durations::parse);
        buildPlace = values.path(ConfigKey.BUILDPLACE);
        buildResult = values.optionalPath(ConfigKey.UML_BUILDRESULT)
                .or(() -> values.optionalPath(ConfigKey.BUILDRESULT))
                .orElseGet(Defaults::buildResult);
        image = values.optionalPath(ConfigKey.PBUILDER_UML_IMAGE);
        imageSize = values.size(ConfigKey.ROOTSTRAP_IMAGESIZE, LEAST_IMAGE);
        memory = values.size(ConfigKey.UML_MEM, LEAST_MEMORY);
        kernel = values.get(ConfigKey.UML_KERNEL, KernelChoice::parse, new KernelChoice.OfHost());
        seccomp = values.yes(ConfigKey.UML_SECCOMP);
        hostname = values.host(ConfigKey.UML_HOSTNAME);
        tmpfsTmp = values.yes(ConfigKey.UML_MOUNT_TMPFS);
        network = values.network();
        values.check();
    }

    /**
     * Reads the configuration files of this host and this user.
     *
     * @return the configuration
     * @throws ConfigException if a file holds what cannot be read or done
     */
    public static PbuilderConfig load() {
        return load(LoadOptions.builder().build());
    }

    /**
     * Reads configuration files, then what the command line says, in its order.
     *
     * @param options which files, and the command line
     * @return the configuration
     * @throws ConfigException if a file or an option holds what cannot be read or done
     */
    public static PbuilderConfig load(LoadOptions options) {
        ConfigReader reader = new ConfigReader(options.environment());
        options.files().stream().filter(Files::exists).forEach(reader::file);
        for (LoadOptions.Step step : options.steps()) {
            if (step instanceof LoadOptions.Step.ConfigFile config) {
                reader.file(config.file());
            } else if (step instanceof LoadOptions.Step.Option option) {
                reader.option(option.key(), option.value());
            }
        }
        Loaded loaded = reader.finish();
        return new PbuilderConfig(loaded.settings(), loaded.remarks());
    }

    /**
     * Starts with every key at its default; no file is read.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(Map.of(), List.of());
    }

    /**
     * Starts with this configuration.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(settings, fileRemarks);
    }

    /**
     * Every key that takes effect, as {@code dumpconfig} prints it.
     *
     * @return one setting a key, in the order of {@link ConfigKey}
     */
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /**
     * The value of a key and where it comes from.
     *
     * @param key the key
     * @return its setting
     */
    public Setting setting(ConfigKey key) {
        return settings.get(key);
    }

    /**
     * What was set without effect, and why it needs none: for a person to read.
     *
     * @return a sentence each
     */
    public List<String> remarks() {
        return Stream.concat(fileRemarks.stream(), network.remarks().stream()).toList();
    }

    /**
     * {@link ConfigKey#DISTRIBUTION}.
     *
     * @return the suite
     */
    public String distribution() {
        return distribution;
    }

    /**
     * {@link ConfigKey#MIRRORSITE}.
     *
     * @return the archive's address, or empty for the host's own mirror
     */
    public Optional<String> mirror() {
        return mirror;
    }

    /**
     * {@link ConfigKey#COMPONENTS}.
     *
     * @return at least one
     */
    public List<String> components() {
        return components;
    }

    /**
     * {@link ConfigKey#OTHERMIRROR}.
     *
     * @return lines of sources.list(5)
     */
    public List<String> otherMirrors() {
        return otherMirrors;
    }

    /**
     * {@link ConfigKey#APTKEYRINGS}.
     *
     * @return absolute paths of the host
     */
    public List<Path> aptKeyrings() {
        return aptKeyrings;
    }

    /**
     * {@link ConfigKey#APTCONFDIR}.
     *
     * @return an absolute path of the host, or empty for none
     */
    public Optional<Path> aptConfiguration() {
        return aptConfiguration;
    }

    /**
     * {@link ConfigKey#EXTRAPACKAGES}.
     *
     * @return names of packages
     */
    public List<String> extraPackages() {
        return extraPackages;
    }

    /**
     * {@link ConfigKey#DEBBUILDOPTS}, split into words.
     *
     * @return arguments of {@code dpkg-buildpackage}
     */
    public List<String> buildOptions() {
        return buildOptions;
    }

    /**
     * {@link ConfigKey#DEB_BUILD_OPTIONS}. If nobody set it and {@link #buildOptions()} chooses a number of jobs, it is
     * empty, so that the two do not contradict each other.
     *
     * @return the value of the variable in the build's environment
     */
    public String debBuildOptions() {
        Setting setting = settings.get(ConfigKey.DEB_BUILD_OPTIONS);
        boolean jobs = buildOptions.stream().anyMatch(word -> word.startsWith("-j") || word.startsWith("--jobs"));
        return jobs && setting.origin() instanceof Origin.BuiltIn ? "" : setting.value();
    }

    /**
     * {@link ConfigKey#BINARY_ARCH} and {@link ConfigKey#BINARY_INDEP}.
     *
     * @return what is built
     */
    public BuildScope scope() {
        return scope;
    }

    /**
     * {@link ConfigKey#REMOVEPACKAGES}.
     *
     * @return names of packages
     */
    public List<String> removedPackages() {
        return removedPackages;
    }

    /**
     * {@link ConfigKey#DEB_BUILD_PROFILES}.
     *
     * @return names of profiles, without repetition
     */
    public List<String> profiles() {
        return profiles;
    }

    /**
     * {@link ConfigKey#TWICE}.
     *
     * @return whether a build is done twice
     */
    public boolean twice() {
        return twice;
    }

    /**
     * {@link ConfigKey#SOURCE_ONLY_CHANGES}.
     *
     * @return whether there is a .changes file of the source alone, too
     */
    public boolean sourceOnlyChanges() {
        return sourceOnlyChanges;
    }

    /**
     * {@link ConfigKey#USENETWORK}.
     *
     * @return whether builds have a network
     */
    public boolean useNetwork() {
        return useNetwork;
    }

    /**
     * {@link ConfigKey#BINNMU_MAINTAINER}.
     *
     * @return name and address, or empty if nobody is named
     */
    public Optional<String> binaryNmuMaintainer() {
        return binaryNmuMaintainer;
    }

    /**
     * {@link ConfigKey#ADDITIONAL_BUILDRESULTS}.
     *
     * @return patterns of sh(1), relative to {@code /build}
     */
    public List<String> additionalResults() {
        return additionalResults;
    }

    /**
     * {@link ConfigKey#PRESERVE_BUILDPLACE}.
     *
     * @return whether the disks of failed builds are kept
     */
    public boolean keepFailed() {
        return keepFailed;
    }

    /**
     * {@link ConfigKey#SAVE_AFTER_LOGIN}.
     *
     * @return whether a login changes the base image
     */
    public boolean saveAfterLogin() {
        return saveAfterLogin;
    }

    /**
     * {@link ConfigKey#SAVE_AFTER_EXEC}.
     *
     * @return whether a script that succeeds changes the base image
     */
    public boolean saveAfterExecute() {
        return saveAfterExecute;
    }

    /**
     * {@link ConfigKey#HOOKDIR}.
     *
     * @return an absolute path, or empty for no hooks
     */
    public Optional<Path> hookDirectory() {
        return hookDirectory;
    }

    /**
     * {@link ConfigKey#TIMEOUT}.
     *
     * @return how long the build itself may take, or empty for no limit
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * {@link ConfigKey#BUILDPLACE}.
     *
     * @return an absolute path
     */
    public Path buildPlace() {
        return buildPlace;
    }

    /**
     * {@link ConfigKey#UML_BUILDRESULT}.
     *
     * @return an absolute path
     */
    public Path buildResult() {
        return buildResult;
    }

    /**
     * {@link ConfigKey#PBUILDER_UML_IMAGE}.
     *
     * @return an absolute path, or empty for the image in the image store
     */
    public Optional<Path> image() {
        return image;
    }

    /**
     * {@link ConfigKey#ROOTSTRAP_IMAGESIZE}.
     *
     * @return the size of the image's file system
     */
    public ByteSize imageSize() {
        return imageSize;
    }

    /**
     * {@link ConfigKey#UML_MEM}.
     *
     * @return a machine's memory
     */
    public ByteSize memory() {
        return memory;
    }

    /**
     * {@link ConfigKey#UML_KERNEL}.
     *
     * @return which kernel machines boot
     */
    public KernelChoice kernel() {
        return kernel;
    }

    /**
     * {@link ConfigKey#UML_SECCOMP}.
     *
     * @return whether sources are trusted, so that their system calls may be caught the faster way
     */
    public boolean seccomp() {
        return seccomp;
    }

    /**
     * {@link ConfigKey#UML_HOSTNAME}.
     *
     * @return a machine's host name
     */
    public String hostname() {
        return hostname;
    }

    /**
     * {@link ConfigKey#UML_MOUNT_TMPFS}.
     *
     * @return whether a tmpfs is on a machine's {@code /tmp}
     */
    public boolean tmpfsTmp() {
        return tmpfsTmp;
    }

    /**
     * {@link ConfigKey#MY_ETH0}, {@link ConfigKey#UML_IP} and its companions.
     *
     * @return a machine's network, and addresses that agree with each other
     */
    public NetworkConfig network() {
        return network;
    }

    /**
     * Holds this configuration against that of rootstrap, which makes images: the network, the suite, the mirror and the
     * image's size. What only one of the two says is no difference.
     *
     * @param rootstrap the other one
     * @return what they say differently, with both origins; empty if they agree
     */
    public List<NetworkConfig.Difference> differences(RootstrapConf rootstrap) {
        return Stream.concat(
                        network.differences(rootstrap.network()).stream(),
                        new RootstrapComparison(settings, rootstrap).differences().stream())
                .toList();
    }

    private static BuildScope scope(Values values) {
        boolean arch = values.yes(ConfigKey.BINARY_ARCH);
        boolean indep = values.yes(ConfigKey.BINARY_INDEP);
        if (arch && indep) {
            values.problem(ConfigKey.BINARY_INDEP, "BINARY_ARCH=yes asks for the opposite; set neither to build all");
        }
        return arch ? BuildScope.ARCHITECTURE_DEPENDENT : indep ? BuildScope.ARCHITECTURE_INDEPENDENT : BuildScope.FULL;
    }

    private static Map<ConfigKey, Setting> complete(Collection<Setting> given) {
        Map<ConfigKey, Setting> all = new EnumMap<>(ConfigKey.class);
        Arrays.stream(ConfigKey.values())
                .forEach(key -> all.put(key, new Setting(key, Defaults.of(key), Origin.builtIn())));
        given.forEach(setting -> all.put(setting.key(), setting));
        return all;
    }

    /** Sets keys from a Java program. Not thread-safe. */
    public static final class Builder {

        private final Map<ConfigKey, Setting> settings;
        private final List<String> remarks;

        private Builder(Map<ConfigKey, Setting> settings, List<String> remarks) {
            this.settings = new HashMap<>(settings);
            this.remarks = remarks;
        }

        /**
         * Sets any key, by its text.
         *
         * @param key the key
         * @param value its value as a configuration file would hold it, without the quotes around it
         * @return this builder
         */
        public Builder set(ConfigKey key, String value) {
            settings.put(key, new Setting(key, value, new Origin.Program()));
            return this;
        }

        /**
         * Sets {@link ConfigKey#DISTRIBUTION}.
         *
         * @param suite the Debian suite
         * @return this builder
         */
        public Builder distribution(String suite) {
            return set(ConfigKey.DISTRIBUTION, suite);
        }

        /**
         * Sets {@link ConfigKey#MIRRORSITE}.
         *
         * @param address the archive's address
         * @return this builder
         */
        public Builder mirror(String address) {
            return set(ConfigKey.MIRRORSITE, address);
        }

        /**
         * Sets {@link ConfigKey#COMPONENTS}.
         *
         * @param components the archive's components
         * @return this builder
         */
        public Builder components(List<String> components) {
            return set(ConfigKey.COMPONENTS, ShellText.join(components));
        }

        /**
         * Sets {@link ConfigKey#OTHERMIRROR}.
         *
         * @param lines lines of sources.list(5), without comments
         * @return this builder
         */
        public Builder otherMirrors(List<String> lines) {
            return set(ConfigKey.OTHERMIRROR, String.join(" | ", lines));
        }

        /**
         * Sets {@link ConfigKey#APTKEYRINGS}.
         *
         * @param files files with OpenPGP keys, armored or not
         * @return this builder
         */
        public Builder aptKeyrings(List<Path> files) {
            return set(
                    ConfigKey.APTKEYRINGS,
                    ShellText.join(files.stream().map(Path::toString).toList()));
        }

        /**
         * Sets {@link ConfigKey#APTCONFDIR}.
         *
         * @param directory a directory like {@code /etc/apt}
         * @return this builder
         */
        public Builder aptConfiguration(Path directory) {
            return set(ConfigKey.APTCONFDIR, directory.toString());
        }

        /**
         * Sets {@link ConfigKey#EXTRAPACKAGES}.
         *
         * @param packages names of packages
         * @return this builder
         */
        public Builder extraPackages(List<String> packages) {
            return set(ConfigKey.EXTRAPACKAGES, ShellText.join(packages));
        }

        /**
         * Sets {@link ConfigKey#DEBBUILDOPTS}.
         *
         * @param arguments arguments of {@code dpkg-buildpackage}, each as it is
         * @return this builder
         */
        public Builder buildOptions(List<String> arguments) {
            return set(ConfigKey.DEBBUILDOPTS, ShellText.join(arguments));
        }

        /**
         * Sets {@link ConfigKey#BINARY_ARCH} and {@link ConfigKey#BINARY_INDEP}.
         *
         * @param scope what is built
         * @return this builder
         */
        public Builder scope(BuildScope scope) {
            set(ConfigKey.BINARY_ARCH, scope == BuildScope.ARCHITECTURE_DEPENDENT ? "yes" : "no");
            return set(ConfigKey.BINARY_INDEP, scope == BuildScope.ARCHITECTURE_INDEPENDENT ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#DEB_BUILD_PROFILES}.
         *
         * @param names names of profiles
         * @return this builder
         */
        public Builder profiles(String... names) {
            return set(ConfigKey.DEB_BUILD_PROFILES, String.join(" ", names));
        }

        /**
         * Sets {@link ConfigKey#TWICE}.
         *
         * @param twice whether a build is done again in the tree that it leaves
         * @return this builder
         */
        public Builder twice(boolean twice) {
            return set(ConfigKey.TWICE, twice ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#SOURCE_ONLY_CHANGES}.
         *
         * @param made whether there is a .changes file of the source alone, too
         * @return this builder
         */
        public Builder sourceOnlyChanges(boolean made) {
            return set(ConfigKey.SOURCE_ONLY_CHANGES, made ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#USENETWORK}.
         *
         * @param used whether builds have a network
         * @return this builder
         */
        public Builder useNetwork(boolean used) {
            return set(ConfigKey.USENETWORK, used ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#ADDITIONAL_BUILDRESULTS}.
         *
         * @param patterns patterns of sh(1), relative to {@code /build}
         * @return this builder
         */
        public Builder additionalResults(String... patterns) {
            return set(ConfigKey.ADDITIONAL_BUILDRESULTS, ShellText.join(List.of(patterns)));
        }

        /**
         * Sets {@link ConfigKey#PRESERVE_BUILDPLACE}.
         *
         * @param kept whether the disks of failed builds are kept
         * @return this builder
         */
        public Builder keepFailed(boolean kept) {
            return set(ConfigKey.PRESERVE_BUILDPLACE, kept ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#SAVE_AFTER_LOGIN}.
         *
         * @param saved whether a login changes the base image
         * @return this builder
         */
        public Builder saveAfterLogin(boolean saved) {
            return set(ConfigKey.SAVE_AFTER_LOGIN, saved ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#SAVE_AFTER_EXEC}.
         *
         * @param saved whether a script that succeeds changes the base image
         * @return this builder
         */
        public Builder saveAfterExecute(boolean saved) {
            return set(ConfigKey.SAVE_AFTER_EXEC, saved ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#HOOKDIR}.
         *
         * @param directory a directory of scripts, see {@link HookPoint}
         * @return this builder
         */
        public Builder hookDirectory(Path directory) {
            return set(ConfigKey.HOOKDIR, directory.toString());
        }

        /**
         * Sets {@link ConfigKey#BUILDPLACE}.
         *
         * @param directory where overlays live
         * @return this builder
         */
        public Builder buildPlace(Path directory) {
            return set(ConfigKey.BUILDPLACE, directory.toString());
        }

        /**
         * Sets {@link ConfigKey#UML_BUILDRESULT}.
         *
         * @param directory where results go
         * @return this builder
         */
        public Builder buildResult(Path directory) {
            return set(ConfigKey.UML_BUILDRESULT, directory.toString());
        }

        /**
         * Sets {@link ConfigKey#PBUILDER_UML_IMAGE}.
         *
         * @param file the image to use
         * @return this builder
         */
        public Builder image(Path file) {
            return set(ConfigKey.PBUILDER_UML_IMAGE, file.toString());
        }

        /**
         * Sets {@link ConfigKey#ROOTSTRAP_IMAGESIZE}.
         *
         * @param size the size of the image's file system
         * @return this builder
         */
        public Builder imageSize(ByteSize size) {
            return set(ConfigKey.ROOTSTRAP_IMAGESIZE, size.toString());
        }

        /**
         * Sets {@link ConfigKey#UML_MEM}.
         *
         * @param size a machine's memory
         * @return this builder
         */
        public Builder memory(ByteSize size) {
            return set(ConfigKey.UML_MEM, size.toString());
        }

        /**
         * Sets {@link ConfigKey#UML_KERNEL}.
         *
         * @param choice which kernel machines boot
         * @return this builder
         */
        public Builder kernel(KernelChoice choice) {
            return set(ConfigKey.UML_KERNEL, choice.toString());
        }

        /**
         * Sets {@link ConfigKey#UML_SECCOMP}.
         *
         * @param trusted whether sources are trusted, so that their system calls may be caught the faster way
         * @return this builder
         */
        public Builder seccomp(boolean trusted) {
            return set(ConfigKey.UML_SECCOMP, trusted ? "yes" : "no");
        }

        /**
         * Sets {@link ConfigKey#UML_HOSTNAME}.
         *
         * @param name a machine's host name
         * @return this builder
         */
        public Builder hostname(String name) {
            return set(ConfigKey.UML_HOSTNAME, name);
        }

        /**
         * Sets {@link ConfigKey#UML_MOUNT_TMPFS}.
         *
         * @param mounted whether a tmpfs is on a machine's {@code /tmp}
         * @return this builder
         */
        public Builder tmpfsTmp(boolean mounted) {
            return set(ConfigKey.UML_MOUNT_TMPFS, mounted ? "yes" : "no");
        }

        /**
         * Ends the configuration.
         *
         * @return the configuration
         * @throws ConfigException if values are wrong, or contradict each other
         */
        public PbuilderConfig build() {
            return new PbuilderConfig(settings.values(), remarks);
        }
    }
}
