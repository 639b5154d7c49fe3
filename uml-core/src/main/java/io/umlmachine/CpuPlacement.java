package io.umlmachine;

/**
 * Which CPU of the host a machine runs on. A machine's kernel and its guest processes take turns, so that they are
 * several times faster when they share one CPU than when the scheduler spreads them. Immutable and thread-safe.
 */
public sealed interface CpuPlacement {

    /**
     * The CPU with the fewest machines of this user, in whatever process, among those that this program may use by its
     * affinity and its control group's cpuset; of several such, the one that has been busy least since the last machine
     * was placed. The default.
     *
     * @return the placement
     */
    static CpuPlacement leastUsed() {
        return new LeastUsed();
    }

    /**
     * A CPU of the caller's choice. A boot fails with {@link PlacementException} if this program may not use it.
     *
     * @param cpu its number, as taskset(1) counts
     * @return the placement
     * @throws IllegalArgumentException if the number is negative
     */
    static CpuPlacement cpu(int cpu) {
        return new Cpu(cpu);
    }

    /**
     * Wherever the host's scheduler likes: slower, but for measuring.
     *
     * @return the placement
     */
    static CpuPlacement unpinned() {
        return new Unpinned();
    }

    /** The CPU with the fewest machines. */
    record LeastUsed() implements CpuPlacement {}

    /**
     * A CPU of the caller's choice.
     *
     * @param number its number, as taskset(1) counts
     */
    record Cpu(int number) implements CpuPlacement {
        /**
         * Checks the number.
         *
         * @param number the CPU's number
         * @throws IllegalArgumentException if it is negative
         */
        public Cpu {
            if (number < 0) {
                throw new IllegalArgumentException("No CPU has the number " + number);
            }
        }
    }

    /** No CPU in particular. */
    record Unpinned() implements CpuPlacement {}
}
