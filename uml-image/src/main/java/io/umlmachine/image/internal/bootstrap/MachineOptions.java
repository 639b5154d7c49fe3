package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import java.util.List;
import java.util.Optional;

/**
 * How the machines boot that take part when an image is made.
 *
 * @param kernel what they boot; empty for the host's
 * @param kernelArguments words for its command line
 */
public record MachineOptions(Optional<UmlKernel> kernel, List<String> kernelArguments) {

    /** Keeps the words as they are. */
    public MachineOptions {
        kernelArguments = List.copyOf(kernelArguments);
    }

    /** The host's kernel, and nothing said to it. */
    public static MachineOptions usual() {
        return new MachineOptions(Optional.empty(), List.of());
    }

    /** A machine that boots like that, still without a disk. */
    UmlMachine.Builder machine() {
        UmlMachine.Builder machine = UmlMachine.builder();
        kernel.ifPresent(machine::kernel);
        kernelArguments.forEach(machine::kernelArgument);
        return machine;
    }
}
