package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.internal.config.AssignmentParser;
import io.umlmachine.internal.config.ConfigText;
import io.umlmachine.internal.config.Expander;
import io.umlmachine.internal.config.ShellText;
import io.umlmachine.internal.config.ShellValue;
import io.umlmachine.internal.config.Statement;
import io.umlmachine.internal.config.SyntaxException;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigException.Problem;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.Origin;
import io.umlmachine.pbuilder.Setting;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads configuration files and options one after the other, as a shell would source them: later values win, and each may
 * refer to earlier ones. Not thread-safe.
 */
public final class ConfigReader {

    private static final String ARCHITECTURE = HostSystem.architecture();
    private static final Map<String, String> KNOWN_COMMANDS = Map.of(
            "dpkg --print-architecture", ARCHITECTURE,
            "dpkg-architecture -qDEB_BUILD_ARCH", ARCHITECTURE,
            "dpkg-architecture -qDEB_HOST_ARCH", ARCHITECTURE);

    private final Map<String, String> environment;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Set<String> referenced = new HashSet<>();

    private record Variable(ShellValue value, boolean exported, Origin origin) {}

    /**
     * A reader that has read nothing.
     *
     * @param environment what references to variables find that no file sets
     */
    public ConfigReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads a file. */
    public void file(Path file) {
        try {
            read(file);
        } catch (SyntaxException e) {
            throw new ConfigException(new Origin.FileLine(e.file(), e.line()), e.problem());
        }
    }

    private void read(Path file) {
        Expander expander = new Expander(file, this::lookUp);
        for (Statement statement : AssignmentParser.parse(ConfigText.read(file), file, KNOWN_COMMANDS)) {
            if (statement instanceof Statement.Assignment assignment) {
                assign(assignment, expander.expand(assignment.value()), file);
            } else {
                variables.computeIfPresent(
                        statement.name(), (name, old) -> new Variable(old.value(), true, old.origin()));
            }
        }
    }

    /** Sets a key from the command line. */
    public void option(ConfigKey key, String value) {
        set(
                key.name(),
                new Variable(
                        new ShellValue.Scalar(value),
                        false,
                        new Origin.Option(key.option().orElse(key.name()))));
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigException if something was set that this version cannot do, or that nobody knows
     */
    public Loaded finish() {
        List<Setting> settings = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        variables.forEach((name, variable) -> {
            Optional<ConfigKey> key = ConfigKey.of(name);
            if (key.isPresent()) {
                settings.add(new Setting(key.get(), value(variable.value()), variable.origin()));
            } else {
                judge(name, variable, remarks, problems);
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Loaded(settings, remarks);
    }

    private void judge(String name, Variable variable, List<String> remarks, List<Problem> problems) {
        Optional<ForeignKeys.Verdict> verdict = ForeignKeys.judge(name, value(variable.value()));
        if (verdict.isEmpty() && variable.exported()) {
            problems.add(new Problem(
                    variable.origin(),
                    name + " would be exported to the build, which gets no variables of the host in this version;"
                            + " DEB_BUILD_OPTIONS is passed on"));
        } else if (verdict.isEmpty() && !referenced.contains(name)) {
            problems.add(new Problem(
                    variable.origin(), name + " is no key, and nothing refers to it" + Suggestion.forName(name)));
        } else if (verdict.isPresent() && verdict.get() instanceof ForeignKeys.Verdict.Refused refused) {
            problems.add(new Problem(variable.origin(), refused.message()));
        } else if (verdict.isPresent() && verdict.get() instanceof ForeignKeys.Verdict.Unneeded unneeded) {
            remarks.add(variable.origin() + ": " + name + " has no effect here: " + unneeded.reason());
        }
    }

    private void assign(Statement.Assignment assignment, ShellValue value, Path file) {
        String name = assignment.name();
        ShellValue whole =
                assignment.append() ? known(name).map(old -> old.plus(value)).orElse(value) : value;
        boolean exported = assignment.exported()
                || (variables.containsKey(name) && variables.get(name).exported());
        set(name, new Variable(whole, exported, new Origin.FileLine(file, assignment.line())));
    }

    private void set(String name, Variable variable) {
        // Removed first, so that the order of the map is that of the last settings.
        variables.remove(name);
        variables.put(name, variable);
    }

    private Optional<ShellValue> lookUp(String name) {
        referenced.add(name);
        return known(name);
    }

    private Optional<ShellValue> known(String name) {
        if (variables.containsKey(name)) {
            return Optional.of(variables.get(name).value());
        }
        return ConfigKey.of(name)
                .map(Defaults::of)
                .or(() -> Optional.ofNullable(environment.get(name)))
                .or(() -> ForeignKeys.names().contains(name) ? Optional.of("") : Optional.empty())
                .map(ShellValue.Scalar::new);
    }

    private static String value(ShellValue value) {
        return value instanceof ShellValue.Scalar scalar ? scalar.text() : ShellText.join(value.elements());
    }
}
