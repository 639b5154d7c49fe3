package io.umlmachine.pbuilder;

import io.umlmachine.ExitStatus;
import java.time.Duration;

/**
 * One test of a check.
 *
 * @param name what it is called
 * @param outcome how it ended
 * @param superficial whether a pass says little, as the test itself declares
 * @param duration the time that it took, with the installation of what it needs
 */
public record TestRun(String name, Outcome outcome, boolean superficial, Duration duration) {

    /** How a test ended. */
    public sealed interface Outcome permits Passed, Failed, Flaked, Skipped {}

    /** It passed. */
    public record Passed() implements Outcome {
        @Override
        public String toString() {
            return "passed";
        }
    }

    /**
     * It failed.
     *
     * @param status how its program ended; the status of apt if what it needs cannot be installed
     * @param reason why that is a failure
     */
    public record Failed(ExitStatus status, String reason) implements Outcome {
        @Override
        public String toString() {
            return "failed: " + reason;
        }
    }

    /**
     * It failed, and declares that this need not mean anything.
     *
     * @param status how its program ended
     * @param reason why that is a failure
     */
    public record Flaked(ExitStatus status, String reason) implements Outcome {
        @Override
        public String toString() {
            return "failed, as it says it may: " + reason;
        }
    }

    /**
     * It was not run, or said itself that it cannot run here.
     *
     * @param reason what is in the way, by its name
     */
    public record Skipped(String reason) implements Outcome {
        @Override
        public String toString() {
            return "skipped: " + reason;
        }
    }

    /**
     * Whether the test speaks against the packages.
     *
     * @return true if it {@linkplain Failed failed}
     */
    public boolean failed() {
        return outcome instanceof Failed;
    }

    /** For a log. */
    @Override
    public String toString() {
        return name + " " + outcome + (superficial && outcome instanceof Passed ? ", superficially" : "");
    }
}
