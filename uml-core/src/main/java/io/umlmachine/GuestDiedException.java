package io.umlmachine;

import java.util.List;
import java.util.OptionalInt;

/** A machine that had booted ended by itself: a kernel panic, a power-off from inside, a killed process. */
public final class GuestDiedException extends UmlException {

    private static final long serialVersionUID = 1L;
    private static final String PANIC = "Kernel panic";

    private final transient List<String> kernelCommandLine;
    private final int exitStatus;
    private final String consoleTail;

    /**
     * The death of a machine.
     *
     * @param what what was seen, a sentence without its full stop
     * @param kernelCommandLine the program and arguments of the kernel process
     * @param exitStatus its exit status, or empty if it is not known
     * @param consoleTail the last of what the kernel printed
     */
    public GuestDiedException(String what, List<String> kernelCommandLine, OptionalInt exitStatus, String consoleTail) {
        super(Diagnosis.describe(what, kernelCommandLine, exitStatus, consoleTail));
        this.kernelCommandLine = List.copyOf(kernelCommandLine);
        this.exitStatus = exitStatus.orElse(-1);
        this.consoleTail = consoleTail;
    }

    /**
     * The program and arguments of the kernel process.
     *
     * @return an unmodifiable list
     */
    public List<String> kernelCommandLine() {
        return kernelCommandLine;
    }

    /**
     * The exit status of the kernel process: 0 for a power-off, 134 for a panic, 128 + n for a death by signal n.
     *
     * @return the status, or empty if it is not known
     */
    public OptionalInt exitStatus() {
        return exitStatus < 0 ? OptionalInt.empty() : OptionalInt.of(exitStatus);
    }

    /**
     * The last of what the kernel printed.
     *
     * @return up to 64 KiB
     */
    public String consoleTail() {
        return consoleTail;
    }

    /**
     * Whether the kernel panicked, as its console says.
     *
     * @return true for a panic
     */
    public boolean panicked() {
        return consoleTail.contains(PANIC);
    }
}
