package io.umlmachine.pbuilder;

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
        String what = result.outcome() instanceof BuildResult.Outcome.TimedOut late
                ? "was killed after " + late.limit().toSeconds() + " s"
                : "failed with " + result.status();
        return "The build of " + result.source().source() + " "
                + result.source().version() + " " + what + "; the log is " + result.log();
    }
}
