package io.umlmachine;

import java.util.OptionalInt;

/**
 * What a machine of this user, in whatever Java program, has of the host. Immutable and thread-safe.
 *
 * @param name the machine's name, as {@link UmlMachine#name()}
 * @param ownerPid the process id of the Java program that booted it, as that program sees it
 * @param memory the memory that it declares, whether or not its guest has touched it
 * @param cpu the CPU that it is pinned to, or empty if it is not
 */
public record MachineShare(String name, long ownerPid, ByteSize memory, OptionalInt cpu) {

    /** One line: name, memory, CPU and owner. */
    @Override
    public String toString() {
        return "machine " + name + " with " + memory
                + (cpu.isPresent() ? " on CPU " + cpu.getAsInt() : "")
                + " of process " + ownerPid;
    }
}
