package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A build's log, cut where its phases begin. The journal writes a headline there, and a build may print such lines, too: up
 * to the build itself the first headline of a phase counts, and afterwards, when nothing of the build is listened to any
 * more, the last one.
 *
 * @param parts in the order of the log
 * @param bytes the length of the log
 */
record LogParts(List<LogPart> parts, long bytes) {

    private static final Pattern HEADLINE = Pattern.compile("==== ("
            + Arrays.stream(BuildPhase.values()).map(Enum::name).collect(Collectors.joining("|"))
            + ") \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    /**
     * Reads a log.
     *
     * @param begun the phases that the build came to; headlines of others are its own
     */
    static LogParts read(Path log, Set<BuildPhase> begun) throws IOException {
        Map<Long, BuildPhase> phases = new HashMap<>();
        starts(log, begun).forEach((phase, line) -> phases.put(line, phase));
        List<LogPart> parts = new ArrayList<>();
        parts.add(new LogPart(Optional.empty(), new Excerpt()));
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<LogReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                Optional<BuildPhase> phase =
                        Optional.ofNullable(phases.get(line.get().number()));
                if (phase.isPresent()) {
                    parts.add(new LogPart(phase, new Excerpt()));
                }
                parts.get(parts.size() - 1).excerpt().add(LogLine.of(line.get()));
            }
            parts.removeIf(part -> part.excerpt().count() == 0);
            return new LogParts(List.copyOf(parts), reader.bytes());
        }
    }

    /** The lines where phases begin. */
    private static Map<BuildPhase, Long> starts(Path log, Set<BuildPhase> begun) throws IOException {
        Map<BuildPhase, Long> starts = new EnumMap<>(BuildPhase.class);
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<LogReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                Optional<BuildPhase> phase = phase(line.get().text()).filter(begun::contains);
                if (phase.isPresent()) {
                    note(phase.get(), line.get().number(), starts);
                }
            }
        }
        return starts;
    }

    private static void note(BuildPhase phase, long line, Map<BuildPhase, Long> starts) {
        boolean laterOne = starts.keySet().stream().anyMatch(other -> other.compareTo(phase) > 0);
        if (phase.compareTo(BuildPhase.BUILD) > 0) {
            starts.put(phase, line);
            starts.keySet().removeIf(other -> other.compareTo(phase) > 0);
        } else if (!laterOne) {
            starts.putIfAbsent(phase, line);
        }
    }

    private static Optional<BuildPhase> phase(String line) {
        if (!line.startsWith("==== ")) {
            return Optional.empty();
        }
        Matcher headline = HEADLINE.matcher(line);
        return headline.matches() ? Optional.of(BuildPhase.valueOf(headline.group(1))) : Optional.empty();
    }

    /** The part of a phase. */
    Optional<LogPart> of(BuildPhase phase) {
        return parts.stream()
                .filter(part -> part.phase().equals(Optional.of(phase)))
                .findFirst();
    }

    long lines() {
        return parts.stream().mapToLong(part -> part.excerpt().count()).sum();
    }
}
