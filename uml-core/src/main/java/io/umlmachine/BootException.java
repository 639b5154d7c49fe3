package io.umlmachine;

import java.util.List;
import java.util.OptionalInt;

/** A machine did not come up. Whatever had been made for it is gone again. */
public final class BootException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final Phase phase;
    private final transient List<String> kernelCommandLine;
    private final int exitStatus;
    private final String consoleTail;

    /** How far a boot had come. */
    public enum Phase {
        /** Checking the options, making the machine's directory and disks. */
        PREPARE,
        /** Starting the host's side of the network. */
        NETWORK,
        /** From the start of the kernel to the agent's greeting. */
        KERNEL,
        /** In the agent: mounts, host name, network of the guest. */
        SETUP
    }

    /**
     * A boot that failed before there was a kernel process.
     *
     * @param phase how far it had come
     * @param message what happened, and what to do
     * @param cause what led to it
     */
    public BootException(Phase phase, String message, Throwable cause) {
        super("The machine did not boot (" + phase.name().toLowerCase(java.util.Locale.ROOT) + "): " + message, cause);
        this.phase = phase;
        this.kernelCommandLine = List.of();
        this.exitStatus = -1;
        this.consoleTail = "";
    }

    /**
     * A boot that failed with a kernel process.
     *
     * @param phase how far it had come
     * @param what what was seen, a sentence without its full stop
     * @param kernelCommandLine the program and arguments of the kernel process
     * @param exitStatus its exit status, or empty if it had not exited
     * @param consoleTail the last of what the kernel printed
     */
    public BootException(
            Phase phase, String what, List<String> kernelCommandLine, OptionalInt exitStatus, String consoleTail) {
        super(Diagnosis.describe(
                "The machine did not boot (" + phase.name().toLowerCase(java.util.Locale.ROOT) + "): " + what,
                kernelCommandLine,
                exitStatus,
                consoleTail));
        this.phase = phase;
        this.kernelCommandLine = List.copyOf(kernelCommandLine);
        this.exitStatus = exitStatus.orElse(-1);
        this.consoleTail = consoleTail;
    }

    /**
     * How far the boot had come.
     *
     * @return the phase that failed
     */
    public Phase phase() {
        return phase;
    }

    /**
     * The program and arguments of the kernel process.
     *
     * @return an unmodifiable list, empty if none was started
     */
    public List<String> kernelCommandLine() {
        return kernelCommandLine;
    }

    /**
     * The exit status of the kernel process; see {@link GuestDiedException#exitStatus()}.
     *
     * @return the status, or empty if there was no process or it had not exited
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
}
