package io.umlmachine;

import java.time.Duration;

/** A {@link MachinePool} had no machine for a taker in the time that he would wait. */
public final class PoolTimeoutException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final Duration timeout;
    private final transient MachinePool.Stats stats;

    /**
     * A taker who waited in vain.
     *
     * @param timeout how long
     * @param waiting how many others wait
     * @param booting how many machines are booting
     * @param stats what the pool had done by then
     */
    public PoolTimeoutException(Duration timeout, int waiting, int booting, MachinePool.Stats stats) {
        super("The pool had no machine within " + timeout.toMillis() + " ms: " + booting + " boot, " + waiting
                + " other takers wait, the last boot took "
                + stats.lastBoot().map(boot -> boot.toMillis() + " ms").orElse("(none has succeeded)")
                + ". Wait longer, or make the pool larger with size(…); " + stats);
        this.timeout = timeout;
        this.stats = stats;
    }

    /**
     * How long the taker waited.
     *
     * @return the limit that passed
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * What the pool had done by then.
     *
     * @return the numbers at that moment
     */
    public MachinePool.Stats stats() {
        return stats;
    }
}
