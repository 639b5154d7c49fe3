package io.umlmachine;

import java.util.List;

/**
 * A CPU of the host, and the machines of this user, in all Java programs, that are pinned to it at one moment. Immutable
 * and thread-safe.
 *
 * @param cpu its number, as taskset(1) counts
 * @param allowed whether this program may use it
 * @param machines those that are pinned to it
 */
public record CpuUse(int cpu, boolean allowed, List<MachineShare> machines) {

    /**
     * Copies the list.
     *
     * @param cpu its number
     * @param allowed whether this program may use it
     * @param machines those that are pinned to it
     */
    public CpuUse {
        machines = List.copyOf(machines);
    }
}
