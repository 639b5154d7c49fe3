package io.umlmachine.internal.host;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills what this program's death leaves of a process group. A leader that gets a signal then is not enough: a kernel of
 * 6.1 may leave guest processes, which run natively, and slirp4netns its child. The watchdog is a shell in a session of
 * its own. It reads a pipe that only this program holds, and whose end comes with this program's, however it dies.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** Leaves the leader two seconds for an orderly end. */
    private static final String SCRIPT = "read -r end; sleep 2; kill -9 \"-$1\" 2>/dev/null";

    private final Optional<Process> shell;

    private Watchdog(Optional<Process> shell) {
        this.shell = shell;
    }

    /** Watches over a group, by its leader. Without a watchdog the next sweep would do its work: no failure, then. */
    static Watchdog watch(String setsid, long leader) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            setsid, "/bin/sh", "-c", SCRIPT, "uml-watchdog", Long.toString(leader))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD);
            builder.environment().clear();
            return new Watchdog(Optional.of(builder.start()));
        } catch (IOException e) {
            LOG.warn("Nobody watches over the processes of {}", leader, e);
            return new Watchdog(Optional.empty());
        }
    }

    /** Ends the watch, not the group. */
    void dismiss() {
        shell.ifPresent(Process::destroyForcibly);
    }
}
