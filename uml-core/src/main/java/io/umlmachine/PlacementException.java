package io.umlmachine;

import java.util.List;

/**
 * The CPU that was chosen for a machine is none that this program may use: there is no such CPU, or the program's
 * affinity or its control group's cpuset excludes it. Nothing had been started.
 */
public final class PlacementException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final int cpu;
    private final transient List<Integer> allowed;

    /**
     * A CPU that cannot be used.
     *
     * @param cpu the number that was chosen
     * @param allowed the numbers of the CPUs that this program may use
     */
    public PlacementException(int cpu, List<Integer> allowed) {
        super("A machine cannot run on CPU " + cpu + ": this program may use the CPUs " + allowed
                + " only. Choose one of these, or CpuPlacement.leastUsed(), or widen what the program may use"
                + " (taskset, or the cpuset of its control group)");
        this.cpu = cpu;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * The number that was chosen.
     *
     * @return the CPU's number, as taskset(1) counts
     */
    public int cpu() {
        return cpu;
    }

    /**
     * What this program may use.
     *
     * @return an unmodifiable list of CPU numbers, ascending
     */
    public List<Integer> allowed() {
        return allowed;
    }
}
