package io.umlmachine.pbuilder;

import io.umlmachine.ByteSize;
import io.umlmachine.ExitStatus;
import io.umlmachine.pbuilder.internal.results.ResultJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a build that ran left. Immutable and thread-safe.
 *
 * @param source the source package that was built
 * @param outcome how it ended
 * @param changes what it made, checked and in place; empty unless it succeeded
 * @param sourceChanges the source alone, if {@link PbuilderConfig#sourceOnlyChanges()}
 * @param additional what {@link PbuilderConfig#additionalResults()} brought out, files and directories in place
 * @param kept the disk of a build that failed, if {@link PbuilderConfig#keepFailed()}
 * @param log the log's file
 * @param phases the parts of the build that finished, in order
 * @param duration the time of it all
 * @param machine what it ran in
 * @param checks what came of the {@linkplain BuildRequest#checks checks}, in their order; none unless the build succeeded
 * @param report the page about it, if {@linkplain BuildRequest#report it was asked for} and could be written
 */
public record BuildResult(
        Dsc source,
        Outcome outcome,
        Optional<Changes> changes,
        Optional<Changes> sourceChanges,
        List<Path> additional,
        Optional<FailedBuild> kept,
        Path log,
        List<PhaseTime> phases,
        Duration duration,
        BuildMachine machine,
        List<CheckResult> checks,
        Optional<Path> report) {

    /**
     * Copies the lists.
     *
     * @param source the source package
     * @param outcome how it ended
     * @param changes what it made
     * @param sourceChanges the source alone
     * @param additional what else was brought out
     * @param kept the disk of a build that failed
     * @param log the log's file
     * @param phases the finished parts
     * @param duration the time of it all
     * @param machine what it ran in
     * @param checks what came of the checks
     * @param report the page about it
     */
    public BuildResult {
        additional = List.copyOf(additional);
        phases = List.copyOf(phases);
        checks = List.copyOf(checks);
    }

    /** How {@code dpkg-buildpackage} ended. */
    public sealed interface Outcome {

        /**
         * The status of {@code dpkg-buildpackage} in the guest.
         *
         * @return exit or death by signal
         */
        ExitStatus status();

        /** It exited with code 0, and its results are in place. */
        record Succeeded() implements Outcome {
            @Override
            public ExitStatus status() {
                return ExitStatus.exited(0);
            }
        }

        /**
         * It said no.
         *
         * @param status what it ended with
         */
        record Failed(ExitStatus status) implements Outcome {}

        /**
         * It ran too long and was killed.
         *
         * @param status what it ended with
         * @param limit the limit that passed
         */
        record TimedOut(ExitStatus status, Duration limit) implements Outcome {}

        /**
         * It printed too much and was killed; the log holds as much of it as the limit says.
         *
         * @param status what it ended with
         * @param limit the limit that passed, {@link BuildRequest#logLimit}
         */
        record PrintedTooMuch(ExitStatus status, ByteSize limit) implements Outcome {}

        /**
         * Its machine took too much of the host's disk, and it was killed.
         *
         * @param status what it ended with
         * @param limit the limit that passed, {@link BuildRequest#diskLimit}
         */
        record WroteTooMuch(ExitStatus status, ByteSize limit) implements Outcome {}

        /**
         * It said no, and the guest's kernel had ended a program of the machine for want of memory.
         *
         * @param status what it ended with
         * @param memory how much the machine has, {@link PbuilderConfig#memory}
         * @param victim the program that was ended last, as the kernel names it
         */
        record RanOutOfMemory(ExitStatus status, ByteSize memory, String victim) implements Outcome {}
    }

    /**
     * The same, with another report.
     *
     * @param page the page about the build
     * @return the changed result
     */
    public BuildResult withReport(Path page) {
        return with(checks, phases, duration, Optional.of(page));
    }

    /**
     * The same, with what came of its checks.
     *
     * @param made what came of them
     * @param times the finished parts, with theirs
     * @param elapsed the time of it all, with theirs
     * @return the changed result
     */
    public BuildResult withChecks(List<CheckResult> made, List<PhaseTime> times, Duration elapsed) {
        return with(made, times, elapsed, report);
    }

    private BuildResult with(List<CheckResult> made, List<PhaseTime> times, Duration elapsed, Optional<Path> page) {
        return new BuildResult(
                source, outcome, changes, sourceChanges, additional, kept, log, times, elapsed, machine, made, page);
    }

    /**
     * Whether packages were built.
     *
     * @return true if {@code dpkg-buildpackage} succeeded
     */
    public boolean success() {
        return outcome instanceof Outcome.Succeeded;
    }

    /**
     * The status of {@code dpkg-buildpackage} in the guest.
     *
     * @return exit or death by signal
     */
    public ExitStatus status() {
        return outcome.status();
    }

    /**
     * This result, if packages were built.
     *
     * @return this
     * @throws BuildFailedException if the build failed or ran too long
     */
    public BuildResult orThrow() {
        if (!success()) {
            throw new BuildFailedException(this);
        }
        return this;
    }

    /**
     * The dependency layer of its machine.
     *
     * @return as {@link BuildMachine#layer}
     */
    public Optional<DependencyLayer> layer() {
        return machine.layer();
    }

    /**
     * Whether nothing speaks against the packages.
     *
     * @return true if they were built, and every check passed
     */
    public boolean passed() {
        return success() && checks.stream().allMatch(CheckResult::passed);
    }

    /**
     * The binary packages.
     *
     * @return paths of .deb and .udeb files, in the order of .changes; none unless the build succeeded
     */
    public List<Path> debs() {
        return changes.map(made -> made.files("deb")).orElse(List.of());
    }

    /**
     * The record of what the packages were built with.
     *
     * @return the .buildinfo file, or empty unless the build succeeded and made one
     */
    public Optional<Path> buildinfo() {
        return changes.flatMap(made -> made.files(".buildinfo").stream().findFirst());
    }

    /**
     * This result as JSON, for other programs: one object with {@code source}, {@code version}, {@code format}, {@code dsc},
     * {@code success}, {@code outcome} ({@code kind}, {@code exitCode}, {@code signal}, a limit), {@code changes} and
     * {@code sourceChanges} ({@code file}, {@code version}, {@code architectures}, {@code files} with {@code path},
     * {@code size} in bytes and {@code sha256}), {@code additional}, {@code kept} ({@code id}, {@code directory},
     * {@code size}), {@code layer} ({@code origin}, {@code digest}, {@code packages}), {@code log}, {@code phases}
     * ({@code phase}, {@code millis}), {@code durationMillis}, {@code kernel}, {@code base}, {@code use} ({@code cpuMillis}; {@code memory},
     * {@code disk} and {@code written} in bytes), {@code report} and {@code checks}: {@code check} (its name), {@code kind}
     * ({@code lintian}, {@code tests}, {@code installation} or {@code not-made}), {@code passed}, {@code durationMillis}, and
     * by kind {@code tags} ({@code severity}, {@code package}, {@code type}, {@code tag}, {@code detail}), {@code tests}
     * ({@code name}, {@code outcome}, {@code reason}, {@code exitCode}, {@code superficial}, {@code millis}),
     * {@code packages}, {@code skipped}, {@code failures} ({@code command}, {@code exitCode}, {@code output}) and
     * {@code differences} ({@code kind}, {@code thing}, {@code name}, {@code fault}, {@code aspects} with {@code what},
     * {@code before}, {@code after}), or {@code reason}. What is not there is left out; members may be added in
     * later versions.
     *
     * @return the text, without a newline at its end
     */
    public String toJson() {
        return ResultJson.write(this);
    }
}
