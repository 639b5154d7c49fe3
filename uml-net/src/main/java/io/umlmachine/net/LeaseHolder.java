package io.umlmachine.net;

import java.util.OptionalLong;

/**
 * Who holds a lease: a process of this host, as the host's kernel knows it. Immutable and thread-safe.
 *
 * @param pid the process; empty if it is not to be seen from here, as that of another container
 * @param user its user's name, or number if it has no name here
 * @param command its command line, or as much of it as may be seen; may be empty
 */
public record LeaseHolder(OptionalLong pid, String user, String command) {

    /** As in {@code process 123 of alice (java -jar build.jar)}. */
    @Override
    public String toString() {
        return (pid.isPresent() ? "process " + pid.getAsLong() : "a process that cannot be seen from here") + " of "
                + user + (command.isEmpty() ? "" : " (" + command + ")");
    }
}
