package io.umlmachine.pbuilder;

import io.umlmachine.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether installed build dependencies are kept for later builds, where, and how long. Immutable and thread-safe.
 *
 * <pre>{@code
 * Pbuilder pbuilder = Pbuilder.with(config).layers(LayerPolicy.keep().maxSize(ByteSize.gibibytes(5)));
 * }</pre>
 */
public sealed interface LayerPolicy {

    /**
     * Keeps up to 20 GiB of {@linkplain DependencyLayer layers} that were used in the last 30 days, in {@code layers} below
     * {@code $UMLMACHINE_CACHE}, else {@code $XDG_CACHE_HOME/umlmachine}, else {@code ~/.cache/umlmachine}.
     *
     * @return the default
     */
    static Keep keep() {
        return new Keep(Optional.empty(), ByteSize.gibibytes(20), Duration.ofDays(30));
    }

    /**
     * Keeps none and uses none: each build installs its dependencies.
     *
     * @return the policy
     */
    static Off off() {
        return new Off();
    }

    /**
     * Keeps layers within limits. What a running build uses stays in any case.
     *
     * @param directory where they are, on a file system that has hard links; empty for the default place
     * @param maxSize the room that all may take together; those that were not used for the longest time go first
     * @param maxAge how long one stays that nobody uses
     */
    record Keep(Optional<Path> directory, ByteSize maxSize, Duration maxAge) implements LayerPolicy {

        /**
         * Checks the limits.
         *
         * @param directory where they are
         * @param maxSize the room that all may take together
         * @param maxAge how long one stays that nobody uses
         * @throws IllegalArgumentException if the age is negative
         */
        public Keep {
            directory = directory.map(Path::toAbsolutePath);
            if (maxAge.isNegative()) {
                throw new IllegalArgumentException("A time without use cannot be negative: " + maxAge);
            }
        }

        /**
         * Another place.
         *
         * @param place a directory of this user's, made if missing
         * @return the changed policy
         */
        public Keep directory(Path place) {
            return new Keep(Optional.of(place), maxSize, maxAge);
        }

        /**
         * Another limit of the room that all take together.
         *
         * @param size as blocks on the disk, not as lengths of sparse files
         * @return the changed policy
         */
        public Keep maxSize(ByteSize size) {
            return new Keep(directory, size, maxAge);
        }

        /**
         * Another limit of the time without use.
         *
         * @param age the time; zero for none longer than it is used
         * @return the changed policy
         * @throws IllegalArgumentException if it is negative
         */
        public Keep maxAge(Duration age) {
            return new Keep(directory, maxSize, age);
        }
    }

    /** Keeps none and uses none. */
    record Off() implements LayerPolicy {}
}
