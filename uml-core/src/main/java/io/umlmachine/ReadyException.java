package io.umlmachine;

/** A machine did not become what was waited for. The machine itself is well. */
public abstract sealed class ReadyException extends UmlException
        permits ReadyTimeoutException, ReadyUnsupportedException {

    private static final long serialVersionUID = 1L;

    private final String awaited;

    ReadyException(String awaited, String message) {
        super(message);
        this.awaited = awaited;
    }

    /**
     * What was waited for.
     *
     * @return {@link Ready#awaited()}
     */
    public String awaited() {
        return awaited;
    }
}
