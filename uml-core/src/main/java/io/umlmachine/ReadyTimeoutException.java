package io.umlmachine;

import java.time.Duration;

/** A machine did not become ready in time. */
public final class ReadyTimeoutException extends ReadyException {

    private static final long serialVersionUID = 1L;

    private final Duration timeout;
    private final String lastSeen;
    private final String consoleTail;

    /**
     * A wait that took too long.
     *
     * @param awaited what was waited for
     * @param timeout the limit that passed
     * @param lastSeen what was there instead, or empty
     * @param consoleTail the last of what the kernel printed
     */
    public ReadyTimeoutException(String awaited, Duration timeout, String lastSeen, String consoleTail) {
        super(
                awaited,
                "Not ready within " + timeout.toMillis() + " ms: " + awaited
                        + (lastSeen.isEmpty() ? "" : "; last seen: " + lastSeen) + Diagnosis.console(consoleTail));
        this.timeout = timeout;
        this.lastSeen = lastSeen;
        this.consoleTail = consoleTail;
    }

    /**
     * The limit that passed.
     *
     * @return {@link Ready#timeout()}
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * What was there instead of what was waited for: a command's status and errors, the ports that are open.
     *
     * @return words; empty if nothing was seen
     */
    public String lastSeen() {
        return lastSeen;
    }

    /**
     * The last of what the kernel printed.
     *
     * @return up to 64 KiB
     */
    public String consoleTail() {
        return consoleTail;
    }
}
