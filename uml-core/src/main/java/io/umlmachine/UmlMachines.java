package io.umlmachine;

import io.umlmachine.internal.machine.LiveMachines;
import java.util.List;

/** The machines of this Java program, and what dead programs left behind. Thread-safe. */
public final class UmlMachines {

    private UmlMachines() {}

    /**
     * The machines of this program that have booted and have not been closed, the idle ones of its pools among them.
     *
     * @return a copy
     */
    public static List<UmlMachine> live() {
        return LiveMachines.snapshot();
    }

    /**
     * Which machines of this user, in all Java programs, are pinned to which CPU.
     *
     * @return the CPUs that this program may use, and those on which there are machines all the same, ascending
     */
    public static List<CpuUse> placement() {
        return LiveMachines.placement();
    }

    /**
     * How much memory the machines of this user, in all Java programs, have declared, and how much they may.
     *
     * @return the budget of {@link Admission#byMemory()} and who has it
     */
    public static MemoryUse memory() {
        return LiveMachines.memory();
    }

    /**
     * Removes what programs of this user that are dead left behind: kernels, helpers, directories, overlays. The first
     * boot of a program does this by itself. Machines of live programs are never touched.
     *
     * @return how many machines' remains were removed
     */
    public static int reap() {
        return LiveMachines.reap();
    }
}
