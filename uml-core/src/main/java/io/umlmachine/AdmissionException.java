package io.umlmachine;

import java.time.Duration;
import java.util.stream.Collectors;

/**
 * There was no room for a machine, as its {@link Admission} judges. Nothing had been started, and whatever had been made
 * for it is gone again.
 */
public final class AdmissionException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final transient ByteSize required;
    private final transient MemoryUse memory;
    private final Duration waited;

    /**
     * A machine without room.
     *
     * @param required the memory that it declares
     * @param memory the budget and what was reserved of it in the end
     * @param waited how long it waited for others to end; zero if there was nothing to wait for
     */
    public AdmissionException(ByteSize required, MemoryUse memory, Duration waited) {
        super(describe(required, memory, waited));
        this.required = required;
        this.memory = memory;
        this.waited = waited;
    }

    private static String describe(ByteSize required, MemoryUse memory, Duration waited) {
        if (required.compareTo(memory.budget()) > 0) {
            return "A machine with " + required + " of memory can never run within the budget of " + memory.budget()
                    + ", which is " + memory.source()
                    + ". Give it less with memory(…), or make more room: a larger /dev/shm"
                    + " (mount -o remount,size=…; --shm-size in a container), another place for guest memory"
                    + " ($UMLMACHINE_MEMORY=DIR), or another budget with admission(Admission.budget(…))";
        }
        return "No room for a machine with " + required + " of memory"
                + (waited.isZero() ? "" : ", not within " + waited.toMillis() + " ms") + ": of a budget of "
                + memory.budget() + " (" + memory.source() + ") " + memory.reserved() + " are reserved and "
                + memory.waiting() + " other machines wait. It is held by "
                + (memory.holders().isEmpty()
                        ? "nobody now"
                        : memory.holders().stream().map(MachineShare::toString).collect(Collectors.joining(", ")))
                + ". Close one of these, give this machine less with memory(…), wait longer with"
                + " admission(Admission.byMemory().waitingAtMost(…)), or name a larger budget with Admission.budget(…)";
    }

    /**
     * The memory that the machine declares.
     *
     * @return its size
     */
    public ByteSize required() {
        return required;
    }

    /**
     * The budget, and who held it when the machine gave up.
     *
     * @return the budget and the holders
     */
    public MemoryUse memory() {
        return memory;
    }

    /**
     * How long the machine waited.
     *
     * @return the time; zero if it did not wait
     */
    public Duration waited() {
        return waited;
    }
}
