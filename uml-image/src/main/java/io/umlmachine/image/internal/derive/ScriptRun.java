package io.umlmachine.image.internal.derive;

import io.umlmachine.image.GuestScript;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;

/**
 * Runs a script in a system.
 *
 * @param script the script
 */
public record ScriptRun(GuestScript script) implements GuestChange {

    @Override
    public boolean apply(WorkMachine machine) throws IOException, InterruptedException {
        machine.run(script);
        return true;
    }
}
