package io.umlmachine.image.internal.rootstrap;

import io.umlmachine.ByteSize;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.GuestSettings;
import io.umlmachine.image.PackageChoice;
import io.umlmachine.image.RootstrapException;
import io.umlmachine.internal.apt.HostRelease;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.net.NetworkConfig.Setting;
import io.umlmachine.net.NetworkConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the settings of a rootstrap.conf as values, and collects what is wrong with them, so that one message tells all. */
public final class RootstrapReader {

    /** The smallest disk that is made: {@link io.umlmachine.image.ImageRecipe} refuses less. */
    private static final ByteSize LEAST_SIZE = ByteSize.mebibytes(512);

    private static final long BLOCK = 4096;
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final String USUAL_SUITE = "stable";

    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");
    private static final Pattern MEGABYTES = Pattern.compile("\\d{1,9}");
    private static final Pattern PROXY = Pattern.compile("https?://[^\\s\"'<>/]+/?");
    private static final Pattern KERNEL_WORD = Pattern.compile("(?!--$)[^\\s\"'\\x00]+");

    private static final Set<String> EXT = Set.of("ext2", "ext3");
    private static final List<String> NEEDED_MODULES = List.of("mkfs", "mount", "debian", "umount");
    private static final Set<String> MODULES = Set.of("network", "mkfs", "mount", "debian", "uml", "umount");
    private static final Set<String> NO = Set.of("no", "false", "off", "0", "none");

    private final RootstrapFile file;
    private final List<Setting> used = new ArrayList<>();

    private RootstrapReader(RootstrapFile file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws io.umlmachine.internal.config.SyntaxException if it is not written as its kind is
     * @throws RootstrapException naming all that cannot be done as it says
     */
    public static RootstrapValues read(Path path) {
        return new RootstrapReader(RootstrapFile.read(path)).read();
    }

    /** What an empty file says. */
    public static RootstrapValues nothing() {
        return new RootstrapReader(RootstrapFile.empty()).read();
    }

    /** A size, of megabytes if it has no unit. */
    public static ByteSize size(String text) {
        return MEGABYTES.matcher(text).matches() ? ByteSize.mebibytes(Long.parseLong(text)) : ByteSize.parse(text);
    }

    private RootstrapValues read() {
        global("fstype", this::fileSystem);
        global("modules", this::modules);
        global("PATH", this::path);
        value(Sections.UML, "install_modules", this::installModules);
        Optional<ByteSize> size = global("initialsize", setting -> size(setting, LEAST_SIZE));
        Optional<ByteSize> freeSpace = global("freespace", this::freeSpace).flatMap(Function.identity());
        List<String> words = global("umlargs", this::kernelArguments).orElse(List.of());
        Optional<String> suite = debian("dist", this::suite);
        Optional<String> mirror = debian("mirror", this::mirror);
        compareMirrors();
        Optional<String> proxy = debian("http_proxy", this::proxy);
        PackageChoice packages = packages();
        NetworkConfig network = network();
        if (!file.problems().isEmpty()) {
            throw new RootstrapException(file.problems());
        }
        return new RootstrapValues(
                suite.orElseGet(RootstrapReader::hostSuite),
                mirror,
                packages,
                size,
                freeSpace,
                proxy,
                words,
                network,
                used.stream().distinct().toList(),
                Stream.concat(file.remarks().stream(), network.remarks().stream())
                        .toList());
    }

    private static String hostSuite() {
        return HostRelease.codename(OS_RELEASE).orElse(USUAL_SUITE);
    }

    private <T> Optional<T> global(String key, Function<Setting, T> reader) {
        return value(Sections.GLOBAL, key, reader);
    }

    private <T> Optional<T> debian(String key, Function<Setting, T> reader) {
        return value(Sections.DEBIAN, key, reader);
    }

    /**
     * The value of a setting; empty if it is not set or wrong.
     *
     * @param reader throws IllegalArgumentException if the setting is no value of its kind
     */
    private <T> Optional<T> value(String section, String key, Function<Setting, T> reader) {
        Optional<Setting> setting = file.setting(section, key);
        setting.ifPresent(used::add);
        return setting.flatMap(said -> {
            try {
                return Optional.of(reader.apply(said));
            } catch (IllegalArgumentException e) {
                file.problem(said, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private String fileSystem(Setting setting) {
        String type = setting.value().toLowerCase(Locale.ROOT);
        if (EXT.contains(type)) {
            file.remark(setting, "the file system is ext4, which holds the same");
        } else if (!type.equals("ext4")) {
            throw new IllegalArgumentException("images have ext4; write fstype=ext4");
        }
        return type;
    }

    private List<String> modules(Setting setting) {
        List<String> modules = words(setting.value());
        Set<String> unknown = new TreeSet<>(modules);
        unknown.removeAll(MODULES);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no module " + String.join(", ", unknown)
                    + "; do what it did by a GuestScript of the recipe, or by a script in a machine");
        }
        List<String> missing = new ArrayList<>(NEEDED_MODULES);
        missing.removeAll(modules);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no image can be made without " + String.join(", ", missing));
        }
        return modules;
    }

    private String path(Setting setting) {
        file.remark(setting, "the guest has Debian's own, and programs of the host are found as you find them");
        return setting.value();
    }

    private boolean installModules(Setting setting) {
        if (!NO.contains(setting.value().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a machine's kernel needs no modules for what is done here, so none are"
                    + " installed; write install_modules=no, and copy them into a machine that needs some");
        }
        return false;
    }

    private static ByteSize size(Setting setting, ByteSize least) {
        ByteSize size = size(setting.value());
        if (size.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    size + " is less than " + least + ", and Debian needs that; what is not used takes no room");
        }
        if (size.bytes() % BLOCK != 0) {
            throw new IllegalArgumentException(size + " is no multiple of 4K; write megabytes");
        }
        return size;
    }

    private Optional<ByteSize> freeSpace(Setting setting) {
        ByteSize space = size(setting, new ByteSize(0));
        if (space.bytes() == 0) {
            file.remark(setting, "the image keeps its size, and what is not used of it takes no room");
            return Optional.empty();
        }
        return Optional.of(space);
    }

    private List<String> kernelArguments(Setting setting) {
        return Stream.of(setting.value().split("\\s+"))
                .map(word -> matching(word, KERNEL_WORD, "is no word for a kernel: it is -- or has a quote"))
                .toList();
    }

    private String suite(Setting setting) {
        return matching(setting.value(), SUITE, "is no suite, such as bookworm");
    }

    private String mirror(Setting setting) {
        return new AptSource(setting.value(), USUAL_SUITE, List.of("main")).uri();
    }

    /** The network's module never fetched anything; what it is told must not be taken for what is done. */
    private void compareMirrors() {
        Optional<Setting> network = file.setting(Sections.NETWORK, "mirror");
        Optional<Setting> debian = file.setting(Sections.DEBIAN, "mirror");
        if (network.isPresent() && !debian.map(Setting::value).equals(network.map(Setting::value))) {
            file.problem(
                    network.get(),
                    debian.map(setting -> "differs from " + setting)
                            .orElse("a key of [debian], and there it is missing; move it there"));
        }
    }

    private String proxy(Setting setting) {
        return matching(setting.value(), PROXY, "is no proxy, such as http://proxy.example:3128/");
    }

    private PackageChoice packages() {
        List<String> include = packages("include");
        List<String> exclude = packages("exclude");
        List<String> install = packages("install");
        List<String> purge = packages("purge");
        try {
            return new PackageChoice(include, exclude, install, purge);
        } catch (IllegalArgumentException e) {
            // Each name is one, so it is about what is both wanted and not, which takes an exclusion.
            file.problem(file.setting(Sections.DEBIAN, "exclude").orElseThrow(), String.valueOf(e.getMessage()));
            return PackageChoice.NONE;
        }
    }

    private List<String> packages(String key) {
        return debian(
                        key,
                        setting ->
                                PackageChoice.including(words(setting.value())).include())
                .orElse(List.of());
    }

    private NetworkConfig network() {
        List<Setting> said = Sections.NETWORK_KEYS.stream()
                .flatMap(key -> file.setting(Sections.NETWORK, key).stream())
                .toList();
        used.addAll(said);
        said.stream().filter(setting -> setting.key().equals("hostname")).forEach(this::checkHostname);
        // With nothing else said, this says that it is rootstrap's, and that slirp is its default.
        List<Setting> settings = new ArrayList<>(List.of(new Setting("transport", "slirp", "default")));
        settings.addAll(said);
        try {
            return NetworkConfig.parse(settings);
        } catch (NetworkConfigException e) {
            file.problems(e.problems());
            return NetworkConfig.parse(List.of());
        }
    }

    /** A name that the network takes may be none for a system. */
    private void checkHostname(Setting setting) {
        try {
            new GuestSettings(setting.value(), Optional.empty(), new TreeMap<>());
        } catch (IllegalArgumentException e) {
            file.problem(setting, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> words(String text) {
        return SEPARATOR
                .splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static String matching(String text, Pattern pattern, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' " + otherwise);
        }
        return text;
    }
}
