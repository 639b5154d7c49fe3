package io.umlmachine;

import java.time.Duration;

/** A call took longer than its {@link Deadline}, and was interrupted; the interruption is the cause. */
public final class DeadlineExceededException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    DeadlineExceededException(Duration limit, Throwable interruption) {
        super("Interrupted because it took longer than " + limit, interruption);
        this.limit = limit;
    }

    /**
     * The limit that passed.
     *
     * @return how long the call was allowed to take
     */
    public Duration limit() {
        return limit;
    }
}
