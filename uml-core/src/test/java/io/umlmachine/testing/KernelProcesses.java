package io.umlmachine.testing;

import java.util.Comparator;
import java.util.List;

/** Finds the processes of kernels. */
public final class KernelProcesses {

    private KernelProcesses() {}

    /**
     * The kernel of a machine.
     *
     * @param machine its name
     * @return the first of its processes
     */
    public static ProcessHandle of(String machine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("umid=" + machine))
                .min(Comparator.comparingLong(ProcessHandle::pid))
                .orElseThrow();
    }

    /**
     * The kernels that this Java program has started.
     *
     * @return those of its descendants that are given a umid
     */
    public static List<ProcessHandle> ofThisProgram() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("umid="))
                .toList();
    }
}
