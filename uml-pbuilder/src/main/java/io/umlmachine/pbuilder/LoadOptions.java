package io.umlmachine.pbuilder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which files {@link PbuilderConfig#load(LoadOptions)} reads, and what the command line adds. Immutable. */
public final class LoadOptions {

    private final Path systemDirectory;
    private final Path home;
    private final Map<String, String> environment;
    private final List<Step> steps;

    private LoadOptions(Builder builder) {
        this.systemDirectory = builder.systemDirectory;
        this.home = builder.home;
        Map<String, String> variables = new HashMap<>(builder.environment);
        variables.put("HOME", home.toString());
        this.environment = Map.copyOf(variables);
        this.steps = List.copyOf(builder.steps);
    }

    /** What the command line says at one place. */
    sealed interface Step {
        record ConfigFile(Path file) implements Step {}

        record Option(ConfigKey key, String value) implements Step {}
    }

    /**
     * Starts with the files of this host and this user, and an empty command line.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The files that are read if they exist, in order: later ones win. pbuilder's own defaults in {@code /usr/share} are
     * not among them, because they describe chroots that root makes; {@link ConfigKey} has the defaults of this library.
     *
     * @return {@code pbuilderrc} and {@code pbuilder/pbuilder-uml.conf} of the system, {@code ~/.pbuilderrc} before and
     *     after the latter, {@code ~/.pbuilder-umlrc}
     */
    public List<Path> files() {
        Path user = home.resolve(".pbuilderrc");
        return List.of(
                systemDirectory.resolve("pbuilderrc"),
                user,
                systemDirectory.resolve("pbuilder/pbuilder-uml.conf"),
                user,
                home.resolve(".pbuilder-umlrc"));
    }

    List<Step> steps() {
        return steps;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Chooses what is read. Not thread-safe. */
    public static final class Builder {

        private Path systemDirectory = Path.of("/etc");
        private Path home = Path.of(System.getProperty("user.home"));
        private Map<String, String> environment = System.getenv();
        private final List<Step> steps = new ArrayList<>();

        private Builder() {}

        /**
         * Where the system's files are. Default: {@code /etc}.
         *
         * @param directory the directory of {@code pbuilderrc}
         * @return this builder
         */
        public Builder systemDirectory(Path directory) {
            this.systemDirectory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Where the user's files are. Default: the user's home directory.
         *
         * @param directory the directory of {@code .pbuilderrc}
         * @return this builder
         */
        public Builder home(Path directory) {
            this.home = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * What references such as {@code $DIST} find that no file sets. Default: the environment of this program.
         *
         * @param variables names and values
         * @return this builder
         */
        public Builder environment(Map<String, String> variables) {
            this.environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Reads a file at this place of the command line: it wins over what was given before, and what is given later
         * wins over it.
         *
         * @param file a file, which must exist
         * @return this builder
         */
        public Builder configFile(Path file) {
            steps.add(new Step.ConfigFile(file));
            return this;
        }

        /**
         * Sets a key at this place of the command line.
         *
         * @param key the key
         * @param value its value, as it is
         * @return this builder
         */
        public Builder option(ConfigKey key, String value) {
            steps.add(new Step.Option(key, value));
            return this;
        }

        /**
         * Ends the choice.
         *
         * @return the options
         */
        public LoadOptions build() {
            return new LoadOptions(this);
        }
    }
}
