package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.results.ReproductionJson;
import java.util.List;

/**
 * What came of building the same source several times under different circumstances. Immutable and thread-safe.
 *
 * @param attempts the builds, in order; those that would have come after one that failed are missing
 * @param comparisons each package of each build but the first, held against the first build's
 */
public record Reproduction(List<Attempt> attempts, List<Comparison> comparisons) {

    /**
     * Copies the lists.
     *
     * @param attempts the builds
     * @param comparisons what was compared
     */
    public Reproduction {
        attempts = List.copyOf(attempts);
        comparisons = List.copyOf(comparisons);
    }

    /**
     * One build.
     *
     * @param variation its circumstances
     * @param result what it left, in a directory of its own
     */
    public record Attempt(Variation variation, BuildResult result) {}

    /**
     * A package of two builds.
     *
     * @param file the name of its file
     * @param attempt the number of the build that is held against the first one, from 1
     * @param differences none if they are the same, byte by byte
     */
    public record Comparison(String file, int attempt, List<DebDifference> differences) {

        /**
         * Copies the list.
         *
         * @param file the name of its file
         * @param attempt the number of the other build
         * @param differences in what they differ
         */
        public Comparison {
            differences = List.copyOf(differences);
        }

        /**
         * Whether they are the same.
         *
         * @return true if no byte differs
         */
        public boolean same() {
            return differences.isEmpty();
        }
    }

    /**
     * Whether all builds succeeded.
     *
     * @return false if the last one of them failed
     */
    public boolean built() {
        return attempts.stream().allMatch(attempt -> attempt.result().success());
    }

    /**
     * Whether the circumstances make no difference.
     *
     * @return true if all builds succeeded, and every .deb and .udeb is the same in all of them, byte by byte
     */
    public boolean reproducible() {
        return built() && comparisons.stream().allMatch(Comparison::same);
    }

    /**
     * This result as JSON, for other programs: one object with {@code built}, {@code reproducible}, {@code attempts}
     * ({@code variation}, in words, and {@code result}, as {@link BuildResult#toJson}) and {@code comparisons}
     * ({@code file}, {@code attempt}, {@code same}, {@code differences} with {@code member}, {@code path}, {@code part},
     * {@code first}, {@code second}). Members may be added in later versions.
     *
     * @return the text, without a newline at its end
     */
    public String toJson() {
        return ReproductionJson.write(this);
    }
}
