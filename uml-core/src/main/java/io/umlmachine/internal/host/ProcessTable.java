package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the host's process table from /proc. Thread-safe. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final String ZOMBIE = "Z";
    private static final String STOPPED = "T";
    private static final int SESSION = 3;
    private static final int USER_TIME = 11;
    private static final int CHILDRENS_SYSTEM_TIME = 14;
    private static final int START_TIME = 19;

    private ProcessTable() {}

    /**
     * One process, from proc(5)'s stat file.
     *
     * @param pid its id
     * @param session the id of its session
     * @param startTime when it started, in clock ticks after the host's boot
     * @param cpuTicks its CPU time and that of its children that it waited for, in clock ticks
     */
    record Entry(long pid, long session, long startTime, long cpuTicks) {}

    /** The process of that id, unless there is none or it is a zombie. */
    static Optional<Entry> find(long pid) {
        String[] fields = fields(pid);
        if (fields.length == 0 || fields[STATE].equals(ZOMBIE) || fields[STATE].equals("X")) {
            return Optional.empty();
        }
        long cpuTicks = 0;
        for (int i = USER_TIME; i <= CHILDRENS_SYSTEM_TIME; i++) {
            cpuTicks += Long.parseLong(fields[i]);
        }
        return Optional.of(
                new Entry(pid, Long.parseLong(fields[SESSION]), Long.parseLong(fields[START_TIME]), cpuTicks));
    }

    /** The stat file's fields from the third on, or none if there is no such process. */
    private static String[] fields(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The second field, the command's name, stands in parentheses and may hold anything, parentheses too.
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    /**
     * The children of a process that have died without its asking for their status; none if it is stopped, and cannot.
     * Empty as well on a host whose /proc does not tell children.
     */
    static Set<Long> deadChildren(long parent) {
        Set<Long> dead = new HashSet<>();
        String[] state = fields(parent);
        if (state.length == 0 || state[STATE].equals(STOPPED)) {
            return dead;
        }
        try {
            Path children = PROC.resolve(parent + "/task/" + parent + "/children");
            for (String child : Files.readString(children).split(" ")) {
                if (!child.isBlank()) {
                    long pid = Long.parseLong(child.strip());
                    String[] fields = fields(pid);
                    if (fields.length > 0 && fields[STATE].equals(ZOMBIE)) {
                        dead.add(pid);
                    }
                }
            }
        } catch (IOException e) {
            // It has ended, or there is no such file.
            return Set.of();
        }
        return dead;
    }

    /** Everything that runs and can be seen. */
    static List<Entry> all() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : directories) {
                find(Long.parseLong(directory.getFileName().toString())).ifPresent(entries::add);
            }
        }
        return entries;
    }

    /** This process. */
    static Entry self() {
        return find(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("/proc does not show this process"));
    }
}
