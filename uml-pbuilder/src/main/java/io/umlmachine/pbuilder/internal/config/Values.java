package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.config.ShellText;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.net.NetworkConfigException;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigException.Problem;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.Origin;
import io.umlmachine.pbuilder.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads settings as typed values and collects what is wrong with them, so that one message tells all. */
public final class Values {

    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9][a-z0-9-]*(?:/[a-z0-9-]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+(?::[a-z0-9-]+)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?");
    private static final Pattern PROFILE = Pattern.compile("[a-z0-9][a-z0-9.+-]*");
    private static final Pattern MAINTAINER = Pattern.compile("[^<>\\p{Cntrl}]+ <[^<>\\s]+@[^<>\\s]+>");
    private static final Pattern SOURCE = Pattern.compile(
            "deb(?:-src)?\\s+(?:\\[[^\\]\\r\\n]*\\]\\s+)?https?://[^\\s\"'<>]+\\s+[^\\s]+(?:[ \\t]+[^\\s]+)*");
    private static final Pattern MIRROR = Pattern.compile("https?://[^\\s\"'<>/]+(?:/[^\\s\"'<>]*)?");

    private final Map<ConfigKey, Setting> settings;
    private final List<Problem> problems = new ArrayList<>();

    public Values(Map<ConfigKey, Setting> settings) {
        this.settings = settings;
    }

    /**
     * Reads a setting.
     *
     * @param reader throws IllegalArgumentException if the value is none of its kind
     * @param instead what takes the place of a wrong value until {@link #check} throws
     */
    public <T> T get(ConfigKey key, Function<String, T> reader, T instead) {
        Setting setting = settings.get(key);
        try {
            return reader.apply(setting.value());
        } catch (IllegalArgumentException e) {
            problem(setting, e.getMessage());
            return instead;
        }
    }

    public <T> Optional<T> optional(ConfigKey key, Function<String, T> reader) {
        return get(
                key, text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text)), Optional.<T>empty());
    }

    public boolean yes(ConfigKey key) {
        return get(
                key,
                text -> switch (text) {
                    case "yes" -> true;
                    case "no" -> false;
                    default -> throw new IllegalArgumentException("write yes or no");
                },
                false);
    }

    public List<String> words(ConfigKey key) {
        return get(key, ShellText::split, List.of());
    }

    public List<String> packages(ConfigKey key) {
        return get(
                key,
                text -> all(ShellText.split(text), PACKAGE, "is no name of a package").stream()
                        .distinct()
                        .toList(),
                List.of());
    }

    /** Lines of sources.list(5), separated by bars. A machine does not have the host's files. */
    public List<String> sources(ConfigKey key) {
        return get(
                key,
                text -> Arrays.stream(text.split("\\|"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(line -> matching(
                                line,
                                SOURCE,
                                "is no source of packages, such as deb http://mirror.example/debian sid main"))
                        .toList(),
                List.of());
    }

    public List<Path> files(ConfigKey key) {
        return get(
                key,
                text -> ShellText.split(text).stream()
                        .map(word -> Path.of(word).toAbsolutePath().normalize())
                        .toList(),
                List.of());
    }

    public List<String> profiles(ConfigKey key) {
        return get(
                key,
                text -> all(ShellText.split(text.replace(',', ' ')), PROFILE, "is no name of a build profile").stream()
                        .distinct()
                        .toList(),
                List.of());
    }

    public Optional<String> maintainer(ConfigKey key) {
        return optional(
                key, text -> matching(text, MAINTAINER, "is no maintainer, such as A Name <name@mirror.example>"));
    }

    public List<String> components(ConfigKey key) {
        List<String> components =
                get(key, text -> all(ShellText.split(text), COMPONENT, "is no component"), List.of("main"));
        if (components.isEmpty()) {
            problem(settings.get(key), "name at least one component, such as main");
        }
        return components;
    }

    public String suite(ConfigKey key) {
        return get(key, text -> matching(text, SUITE, "is no suite, such as bookworm"), "");
    }

    public String host(ConfigKey key) {
        return get(key, text -> matching(text, HOST, "is no host name: letters, digits, dots and hyphens"), "");
    }

    public Optional<String> mirror(ConfigKey key) {
        return optional(key, text -> matching(text, MIRROR, "is no address, such as http://mirror.example/debian"));
    }

    /** A path, made absolute; commas and colons are refused, because kernel arguments cannot hold them. */
    public Path path(ConfigKey key) {
        return get(key, Values::absolutePath, Path.of("/"));
    }

    public Optional<Path> optionalPath(ConfigKey key) {
        return optional(key, Values::absolutePath);
    }

    public ByteSize size(ConfigKey key, ByteSize least) {
        return get(
                key,
                text -> {
                    ByteSize size = ByteSize.parse(text);
                    if (size.compareTo(least) < 0) {
                        throw new IllegalArgumentException(
                                size + " is less than " + least + "; write a unit, as in 512M or 4G");
                    }
                    return size;
                },
                least);
    }

    /** The network that the keys describe; of those that nobody set, the network's own defaults hold. */
    public NetworkConfig network() {
        List<NetworkConfig.Setting> said = settings.values().stream()
                .filter(setting -> !(setting.origin() instanceof Origin.BuiltIn))
                .map(setting -> new NetworkConfig.Setting(
                        setting.key().name(), setting.value(), setting.origin().toString()))
                .toList();
        try {
            return NetworkConfig.parse(said);
        } catch (NetworkConfigException e) {
            e.problems()
                    .forEach(problem ->
                            problem(ConfigKey.valueOf(problem.setting().key()), problem.message()));
            return NetworkConfig.parse(List.of());
        }
    }

    /** Notes that a setting cannot stand beside others. */
    public void problem(ConfigKey key, String message) {
        problem(settings.get(key), message);
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigException if anything was wrong
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private void problem(Setting setting, String message) {
        problems.add(new Problem(setting.origin(), setting.key() + "=" + setting.value() + ": " + message));
    }

    private static Path absolutePath(String text) {
        refuse(text, String::isEmpty, "name a path");
        refuse(text, path -> path.contains(",") || path.contains(":"), "a path here cannot hold a comma or a colon");
        refuse(text, path -> path.indexOf('\0') >= 0, "a path cannot hold a NUL character");
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static void refuse(String text, Predicate<String> wrong, String message) {
        if (wrong.test(text)) {
            throw new IllegalArgumentException(message);
        }
    }

    private static List<String> all(List<String> words, Pattern pattern, String otherwise) {
        words.forEach(word -> matching(word, pattern, otherwise));
        return words;
    }

    private static String matching(String text, Pattern pattern, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' " + otherwise);
        }
        return text;
    }
}
