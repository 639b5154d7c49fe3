package io.umlmachine.junit;

import io.umlmachine.UmlMachine;

/** Says more about a machine than its image and its memory. Has a constructor without parameters. */
@FunctionalInterface
public interface MachineOptions {

    /**
     * Changes the description of a machine that is about to boot. Called once for each machine, on any thread, several at
     * the same time too. What it sets wins over what the annotations say; a machine that it gives another overlay, or
     * none, cannot have its overlay kept.
     *
     * @param machine such as to {@code machine.network(Slirp.create().forward(0, 80))}
     */
    void apply(UmlMachine.Builder machine);
}
