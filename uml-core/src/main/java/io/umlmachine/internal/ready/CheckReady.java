package io.umlmachine.internal.ready;

import io.umlmachine.CommandException;
import io.umlmachine.ManagementConsoleException;
import io.umlmachine.Ready;
import io.umlmachine.ReadyWait;
import java.io.IOException;

/**
 * A check of the user's.
 *
 * @param awaited what is waited for
 * @param check the check
 */
public record CheckReady(String awaited, Check check) implements Ready {

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        Polling.until(() -> {
            try {
                return check.isReady(wait.machine());
            } catch (IOException | CommandException | ManagementConsoleException e) {
                wait.saw(e.toString());
                return false;
            }
        });
    }
}
