package io.umlmachine.image.internal.derive;

import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;

/** What is done to a generation in a machine. */
@FunctionalInterface
public interface GuestChange {

    /**
     * Does it.
     *
     * @return whether there is a new system: if not, no generation is made
     * @throws io.umlmachine.image.ImageException if something in the guest fails
     */
    boolean apply(WorkMachine machine) throws IOException, InterruptedException;
}
