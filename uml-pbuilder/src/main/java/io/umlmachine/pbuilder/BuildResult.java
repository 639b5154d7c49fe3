package io.umlmachine.pbuilder;

import io.umlmachine.ExitStatus;
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
 * @param log the log's file
 * @param phases the parts of the build that finished, in order
 * @param duration the time of it all
 * @param layer the dependency layer that it came from, or that was made of its machine; empty if layers are
 *     {@linkplain LayerPolicy.Off off}, or none could be made
 */
public record BuildResult(
        Dsc source,
        Outcome outcome,
        Optional<Changes> changes,
        Path log,
        List<PhaseTime> phases,
        Duration duration,
        Optional<DependencyLayer> layer) {

    /**
     * Copies the list.
     *
     * @param source the source package
     * @param outcome how it ended
     * @param changes what it made
     * @param log the log's file
     * @param phases the finished parts
     * @param duration the time of it all
     * @param layer the dependency layer
     */
    public BuildResult {
        phases = List.copyOf(phases);
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
}
