package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildMachine;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.PhaseTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a build that has ended, in whatever way.
 *
 * @param source what was built
 * @param ending how it ended
 * @param log its log
 * @param phases the parts of it that finished, in order
 * @param duration the time of it all
 * @param time when it ended
 * @param machine what it ran in, as far as it came
 * @param result what it left, if it ran to its end
 * @param asked what it was asked for, if that is known
 */
public record BuildFacts(
        Dsc source,
        Ending ending,
        Path log,
        List<PhaseTime> phases,
        Duration duration,
        Instant time,
        BuildMachine machine,
        Optional<BuildResult> result,
        Optional<Asked> asked) {

    /** Copies the list. */
    public BuildFacts {
        phases = List.copyOf(phases);
    }

    /** Of a build that ran to its end. */
    public static BuildFacts of(BuildResult result, Instant time) {
        return new BuildFacts(
                result.source(),
                Ending.of(result),
                result.log(),
                result.phases(),
                result.duration(),
                time,
                result.machine(),
                Optional.of(result),
                Optional.empty());
    }

    /** Of a build that could not run to its end. */
    public static BuildFacts of(
            Dsc source, Exception cause, Path log, List<PhaseTime> phases, Duration duration, BuildMachine machine) {
        return new BuildFacts(
                source,
                Ending.of(cause),
                log,
                phases,
                duration,
                Instant.now(),
                machine,
                Optional.empty(),
                Optional.empty());
    }

    /** With what it was asked for. */
    public BuildFacts asked(PbuilderConfig config, BuildRequest request) {
        return new BuildFacts(
                source, ending, log, phases, duration, time, machine, result, Optional.of(Asked.of(config, request)));
    }

    /** What came of its checks; nothing if none were made. */
    List<CheckResult> checks() {
        return result.map(BuildResult::checks).orElse(List.of());
    }

    /** The part in which it failed; empty for one that did not. */
    Optional<BuildPhase> failedIn() {
        if (ending.good()) {
            return Optional.empty();
        }
        if (result.isPresent()) {
            return Optional.of(BuildPhase.BUILD);
        }
        Set<BuildPhase> left = EnumSet.allOf(BuildPhase.class);
        phases.forEach(time -> left.remove(time.phase()));
        return left.stream().findFirst();
    }

    /** Every part that it came to. */
    Set<BuildPhase> begun() {
        Set<BuildPhase> begun = EnumSet.noneOf(BuildPhase.class);
        phases.forEach(time -> begun.add(time.phase()));
        failedIn().ifPresent(begun::add);
        return begun;
    }
}
