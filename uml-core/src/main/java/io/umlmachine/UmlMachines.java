package io.umlmachine;

import io.umlmachine.internal.machine.LiveMachines;
import java.util.List;

/** The machines of this Java program, and what dead programs left behind. Thread-safe. */
public final class UmlMachines {

    private UmlMachines() {}

    /**
     * The machines of this program that have booted and have not been closed.
     *
     * @return a copy
     */
    public static List<UmlMachine> live() {
        return LiveMachines.snapshot();
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
