package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildFailedException;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.BuildResult.Outcome;

/**
 * How a build ended.
 *
 * @param good whether it made packages
 * @param word the same in a word
 * @param cause why not; empty if it is good
 */
public record Ending(boolean good, String word, String cause) {

    /** Of a build that ran. */
    static Ending of(BuildResult result) {
        if (result.success()) {
            return new Ending(true, "Built", "");
        }
        boolean ended =
                result.outcome() instanceof Outcome.Failed || result.outcome() instanceof Outcome.RanOutOfMemory;
        return new Ending(false, ended ? "Failed" : "Killed", new BuildFailedException(result).getMessage());
    }

    /** Of a build that could not run to its end. */
    static Ending of(Exception cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return new Ending(false, "Not built", message == null ? name : name + ": " + message);
    }
}
