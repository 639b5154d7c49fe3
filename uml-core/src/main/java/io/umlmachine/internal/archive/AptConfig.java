package io.umlmachine.internal.archive;

import io.umlmachine.internal.host.ProgramOutput;
import io.umlmachine.internal.host.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the host's apt is configured, as {@code apt-config dump} prints it. Immutable and thread-safe.
 *
 * @param values the values by their names in lower case, for apt does not tell case apart
 */
public record AptConfig(Map<String, String> values) {

    private static final Logger LOG = LoggerFactory.getLogger(AptConfig.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern LINE = Pattern.compile("([^\\s\"]+) \"(.*)\";");

    /** What apt's StringToBool takes for false. */
    private static final Set<String> FALSE = Set.of("no", "false", "without", "off", "disable", "0");

    /** Copies the map. */
    public AptConfig {
        values = Map.copyOf(values);
    }

    /** The host's, or an empty one if the host has no apt. */
    public static AptConfig ofHost() throws InterruptedException {
        Optional<Path> program = Programs.find("apt-config");
        if (program.isEmpty()) {
            return new AptConfig(Map.of());
        }
        try {
            return parse(ProgramOutput.of(List.of(program.get().toString(), "dump"), PATIENCE)
                    .text());
        } catch (IOException e) {
            LOG.warn("Going on without apt's configuration: {}", e.getMessage());
            return new AptConfig(Map.of());
        }
    }

    /** Reads a dump; what is not an assignment is left out. */
    static AptConfig parse(String dump) {
        Map<String, String> values = new HashMap<>();
        for (String line : dump.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                values.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
            }
        }
        return new AptConfig(values);
    }

    /** A value that is set and not empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isEmpty());
    }

    /** Whether release files must not be used after the day that they name. */
    public boolean checksValidity() {
        return get("Acquire::Check-Valid-Until")
                .map(value -> !FALSE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }
}
