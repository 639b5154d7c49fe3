package io.umlmachine.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A session of host processes, as /proc shows it: a machine's kernel and everything that it started.
 *
 * @param leader the process id of its leader, and its own id
 */
public record HostSession(long leader) {

    private static final int STATE = 0;
    private static final int SESSION = 3;

    /** The processes of it that have not ended. */
    public List<ProcessHandle> members() {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid()))
                .toList();
    }

    private boolean holds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return !fields[STATE].equals("Z") && Long.parseLong(fields[SESSION]) == leader;
        } catch (IOException e) {
            // It has ended.
            return false;
        }
    }
}
