package io.umlmachine;

/** A machine can never become what was waited for: it is not made so. */
public final class ReadyUnsupportedException extends ReadyException {

    private static final long serialVersionUID = 1L;

    /**
     * A wait without hope.
     *
     * @param awaited what was waited for
     * @param why what the machine lacks, and what to do
     */
    public ReadyUnsupportedException(String awaited, String why) {
        super(awaited, "Cannot wait for " + awaited + ": " + why);
    }
}
