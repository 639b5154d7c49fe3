package io.umlmachine.pbuilder;

import java.util.List;
import java.util.stream.Collectors;

/** What became of one source of a queue. Each kind's {@code toString} is a line for a person. */
public sealed interface QueueOutcome {

    /**
     * Its packages were built.
     *
     * @param result what the build left
     */
    record Built(BuildResult result) implements QueueOutcome {
        @Override
        public String toString() {
            return "built in " + result.duration().toSeconds() + " s";
        }
    }

    /**
     * Its build ran and said no, or ran too long.
     *
     * @param result what the build left
     */
    record Failed(BuildResult result) implements QueueOutcome {
        @Override
        public String toString() {
            return "failed with " + result.status() + "; the log is " + result.log();
        }
    }

    /**
     * Its build could not run to its end.
     *
     * @param cause what {@link Pbuilder#build} threw, such as a {@link DependencyException}
     */
    record Broken(Exception cause) implements QueueOutcome {
        @Override
        public String toString() {
            return "could not be built: " + cause.getMessage();
        }
    }

    /**
     * It was not tried, because packages that it is built with were not built.
     *
     * @param missing the sources of those packages
     */
    record DependencyFailed(List<Dsc> missing) implements QueueOutcome {

        /**
         * Copies the list.
         *
         * @param missing the sources of those packages
         */
        public DependencyFailed {
            missing = List.copyOf(missing);
        }

        @Override
        public String toString() {
            return "not tried, for it needs packages of "
                    + missing.stream().map(Dsc::source).collect(Collectors.joining(", "));
        }
    }

    /** It was not tried, because another one failed before, and the queue was to stop then. */
    record Stopped() implements QueueOutcome {
        @Override
        public String toString() {
            return "not tried, because another source failed";
        }
    }

    /** The queue was cancelled before its build had ended. */
    record Cancelled() implements QueueOutcome {
        @Override
        public String toString() {
            return "cancelled";
        }
    }
}
