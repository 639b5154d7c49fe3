package io.umlmachine.internal.ready;

import io.umlmachine.Command;
import io.umlmachine.CommandException;
import io.umlmachine.ExecResult;
import io.umlmachine.Ready;
import io.umlmachine.ReadyWait;

/**
 * A command that exits with 0.
 *
 * @param command the command
 */
public record CommandReady(Command command) implements Ready {

    private static final int WORDS = 1000;

    @Override
    public String awaited() {
        return "exit status 0 of " + command;
    }

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        Polling.until(() -> {
            try {
                ExecResult result = wait.machine().exec(command);
                wait.saw(describe(result));
                return result.success();
            } catch (CommandException e) {
                wait.saw(e.getMessage());
                return false;
            }
        });
    }

    private static String describe(ExecResult result) {
        String errors = result.stderr().strip();
        String words = errors.length() <= WORDS ? errors : "…" + errors.substring(errors.length() - WORDS);
        return result.status() + (words.isEmpty() ? "" : ", " + words);
    }
}
