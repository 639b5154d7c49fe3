package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@link ImageStore#gc} may remove. A generation in use is never removed, and the current one only together with its
 * image. Immutable and thread-safe.
 *
 * @param keepGenerations how many generations of each image stay in any case: the current one and the newest others; at
 *     least 1
 * @param maxAge how long further ones stay after their last use
 * @param maxSize what the whole store may take of its file system. If it takes more, those further ones that were unused
 *     for the longest time go early; empty for no limit
 * @param removeUnused after how long without a use of any of its generations a whole image goes; empty for never
 */
public record GcPolicy(
        int keepGenerations, Duration maxAge, Optional<ByteSize> maxSize, Optional<Duration> removeUnused) {

    private static final int KEPT = 2;

    /**
     * Checks each part.
     *
     * @param keepGenerations how many generations of each image stay in any case
     * @param maxAge how long further ones stay after their last use
     * @param maxSize what the whole store may take; empty for no limit
     * @param removeUnused after how long without a use a whole image goes; empty for never
     * @throws IllegalArgumentException if no generation would stay, or a duration is negative
     */
    public GcPolicy {
        if (keepGenerations < 1) {
            throw new IllegalArgumentException("At least one generation of an image stays, not " + keepGenerations
                    + "; whole images go by removeUnused");
        }
        checkDuration(maxAge);
        removeUnused.ifPresent(GcPolicy::checkDuration);
    }

    private static void checkDuration(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A time without use cannot be negative: " + duration);
        }
    }

    /**
     * What holds whenever a generation is published: the current generation and the one before it stay, others go as soon
     * as nobody uses them.
     *
     * @return the policy with every option at its default
     */
    public static GcPolicy standard() {
        return builder().build();
    }

    /**
     * Starts to describe a policy.
     *
     * @return a builder with every option at its default
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Describes a policy. Not thread-safe; may be used for several policies. */
    public static final class Builder {

        private int keepGenerations = KEPT;
        private Duration maxAge = Duration.ZERO;
        private Optional<ByteSize> maxSize = Optional.empty();
        private Optional<Duration> removeUnused = Optional.empty();

        private Builder() {}

        /**
         * How many generations of each image stay in any case: the current one and the newest others. Default: 2.
         *
         * @param count at least 1
         * @return this builder
         */
        public Builder keepGenerations(int count) {
            keepGenerations = count;
            return this;
        }

        /**
         * How long further generations stay after their last use. Default: not at all.
         *
         * @param age not negative
         * @return this builder
         */
        public Builder maxAge(Duration age) {
            maxAge = age;
            return this;
        }

        /**
         * What the whole store, with its logs and what is being made in it, may take of its file system. If it takes more,
         * those further generations that were unused for the longest time go before their age. Default: no limit.
         *
         * @param size the limit
         * @return this builder
         */
        public Builder maxSize(ByteSize size) {
            maxSize = Optional.of(size);
            return this;
        }

        /**
         * Lets whole images go, current generation included, of which nobody has used any generation for some time.
         * Default: they stay.
         *
         * @param age not negative
         * @return this builder
         */
        public Builder removeUnused(Duration age) {
            removeUnused = Optional.of(age);
            return this;
        }

        /**
         * The policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if no generation would stay, or a duration is negative
         */
        public GcPolicy build() {
            return new GcPolicy(keepGenerations, maxAge, maxSize, removeUnused);
        }
    }
}
