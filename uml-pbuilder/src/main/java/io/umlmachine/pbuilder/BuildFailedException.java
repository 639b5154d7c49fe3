package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.BuildResult.Outcome;

/** A build that ran and said no, or ran too long; thrown by {@link BuildResult#orThrow} only. */
public final class BuildFailedException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final transient BuildResult result;

    /**
     * A build that failed.
     *
     * @param result what it left
     */
    public BuildFailedException(BuildResult result) {
        super(describe(result));
        this.result = result;
    }

    /**
     * What the build left.
     *
     * @return its outcome, log and times
     */
    public BuildResult result() {
        return result;
    }

    private static String describe(BuildResult result) {
        String what = "failed with " + result.status();
        if (result.outcome() instanceof Outcome.TimedOut late) {
            what = "was killed after " + late.limit().toSeconds() + " s";
        } else if (result.outcome() instanceof Outcome.PrintedTooMuch talkative) {
            what = "was killed because it printed more than " + talkative.limit();
        } else if (result.outcome() instanceof Outcome.WroteTooMuch greedy) {
            what = "was killed because it took more than " + greedy.limit() + " of the host's disk";
        } else if (result.outcome() instanceof Outcome.RanOutOfMemory poor) {
            what += ": the " + poor.memory() + " of its machine's memory were too little for " + poor.victim() + " ("
                    + ConfigKey.UML_MEM + " gives more)";
        }
        return "The build of " + result.source().source() + " "
                + result.source().version() + " " + what + "; the log is " + result.log();
    }
}
