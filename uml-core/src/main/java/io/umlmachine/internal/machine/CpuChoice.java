package io.umlmachine.internal.machine;

import io.umlmachine.CpuPlacement;
import io.umlmachine.PlacementException;
import io.umlmachine.internal.host.AllowedCpus;
import io.umlmachine.internal.host.CpuLoad;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Chooses the CPU that a machine is pinned to. Immutable and thread-safe. */
final class CpuChoice {

    private static final CpuLoad LOAD = CpuLoad.observe();

    private final CpuPlacement placement;
    private final List<Integer> allowed;

    private CpuChoice(CpuPlacement placement, List<Integer> allowed) {
        this.placement = placement;
        this.allowed = allowed;
    }

    /**
     * Checks a placement against what this process may use now.
     *
     * @throws PlacementException if it names a CPU that is not allowed
     */
    static CpuChoice of(CpuPlacement placement) throws IOException {
        return of(placement, AllowedCpus.read());
    }

    static CpuChoice of(CpuPlacement placement, List<Integer> allowed) {
        if (placement instanceof CpuPlacement.Cpu chosen && !allowed.contains(chosen.number())) {
            throw new PlacementException(chosen.number(), allowed);
        }
        return new CpuChoice(placement, allowed);
    }

    /** The CPU beside these machines, or empty if the machine is not to be pinned. */
    OptionalInt among(Shares shares) {
        if (placement instanceof CpuPlacement.Unpinned) {
            return OptionalInt.empty();
        }
        if (placement instanceof CpuPlacement.Cpu chosen) {
            return OptionalInt.of(chosen.number());
        }
        Map<Integer, Long> load = LOAD.sinceLast();
        return allowed.stream()
                .min(Comparator.comparingLong(shares::machinesOn).thenComparingLong(cpu -> load.getOrDefault(cpu, 0L)))
                .map(OptionalInt::of)
                .orElseThrow();
    }
}
