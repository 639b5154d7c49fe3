package io.umlmachine;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether there is room for one more machine. A guest takes its memory from the host as it touches it, so that too many
 * machines boot well, and fail later: when the file system that holds guest memory (usually {@code /dev/shm}) is full,
 * the kernel that touches the next page gets SIGBUS and panics, whichever machine that is. Therefore the declared
 * memory ({@link UmlMachine.Builder#memory}) of all machines of this user, in all Java programs, is kept within a
 * budget, and a boot that would exceed it waits for others to end. Programs with different runtime directories
 * ({@code $UMLMACHINE_RUNTIME}, {@code $XDG_RUNTIME_DIR}) do not know of each other.
 *
 * <p>Waiting machines are served in the order in which they came, across programs: a small machine does not overtake a
 * large one. A program that holds a machine while it waits for another one may therefore wait for itself, until the wait
 * is over.
 *
 * <p>Immutable and thread-safe.
 *
 * @see UmlMachines#memory()
 */
public sealed interface Admission {

    /**
     * The budget of this host: the least of
     *
     * <ul>
     *   <li>80 % of the host's memory ({@code MemTotal} of {@code /proc/meminfo}), or of the lowest memory limit of the
     *       control groups that this program is in (version 2 {@code memory.max}, version 1
     *       {@code memory.limit_in_bytes}), if that is lower; the rest is left to everything else;
     *   <li>the size of the file system that holds guest memory, less what others than machines use of it, as far as
     *       that can be told.
     * </ul>
     *
     * It waits at most one minute. The default of a machine.
     *
     * @return the policy
     */
    static ByMemory byMemory() {
        return new ByMemory(Optional.empty(), Duration.ofMinutes(1));
    }

    /**
     * A budget of the caller's choice, which holds for this machine: the machines of other policies count, but are not
     * bound by it. It waits at most one minute.
     *
     * @param budget how much the machines that run, and this one, may have together
     * @return the policy
     */
    static ByMemory budget(ByteSize budget) {
        return new ByMemory(Optional.of(budget), Duration.ofMinutes(1));
    }

    /**
     * Boots at once, whatever else runs. The machine's memory still counts for others.
     *
     * @return the policy
     */
    static Unchecked unchecked() {
        return new Unchecked();
    }

    /**
     * Admits a machine if the memory of all stays within a budget.
     *
     * @param budget the budget, or empty for that of the host
     * @param patience how long to wait for others to end; zero does not wait
     */
    record ByMemory(Optional<ByteSize> budget, Duration patience) implements Admission {
        /**
         * Checks the time.
         *
         * @param budget the budget, or empty for that of the host
         * @param patience how long to wait for others to end
         * @throws IllegalArgumentException if the time is negative
         */
        public ByMemory {
            if (patience.isNegative()) {
                throw new IllegalArgumentException("Cannot wait for a negative time: " + patience);
            }
        }

        /**
         * The same with another wait.
         *
         * @param patience how long to wait for others to end; zero does not wait
         * @return a changed copy
         * @throws IllegalArgumentException if the time is negative
         */
        public ByMemory waitingAtMost(Duration patience) {
            return new ByMemory(budget, patience);
        }
    }

    /** Admits every machine. */
    record Unchecked() implements Admission {}
}
