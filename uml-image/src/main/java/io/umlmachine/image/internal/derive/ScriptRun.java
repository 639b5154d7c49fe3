package io.umlmachine.image.internal.derive;

import io.umlmachine.image.GuestScript;
import java.io.IOException;

/**
 * Runs a script in a system.
 *
 * @param script the script
 */
public record ScriptRun(GuestScript script) implements GuestChange {

    @Override
    public boolean apply(GuestSession session) throws IOException, InterruptedException {
        session.run(script);
        return true;
    }
}
