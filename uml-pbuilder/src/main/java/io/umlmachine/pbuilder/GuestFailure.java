package io.umlmachine.pbuilder;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import java.nio.file.Path;

/**
 * A step in the guest that did not succeed.
 *
 * @param command what was run
 * @param status how it ended
 * @param output the last lines that it printed
 * @param log the file that holds all of them
 */
public record GuestFailure(Command command, ExitStatus status, String output, Path log) {

    /** The step, how it ended, what it said, and where the rest is. */
    @Override
    public String toString() {
        String said =
                output.isBlank() ? "" : "\n" + output.stripTrailing().indent(4).stripTrailing();
        return command + ": " + status + said + "\nThe log is " + log;
    }
}
