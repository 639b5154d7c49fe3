package io.umlmachine.internal.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session of processes that this library started, known by its leader. A User-Mode Linux kernel that is killed leaves
 * guest processes and threads behind (6.1, 6.12); only the session tells whose they are. Immutable and thread-safe.
 *
 * @param leader the process id of the leader, which is the session's id
 * @param startTime when the leader started, in clock ticks after the host's boot
 */
record Session(long leader, long startTime) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A killed process is gone within a millisecond, unless it holds much memory or waits for a disk. */
    private static final long FIRST_PAUSE_MILLIS = 1;

    private static final long LONGEST_PAUSE_MILLIS = 64;

    /** The session that a process leads, or is about to make; empty if the process has ended. */
    static Optional<Session> ledBy(long pid) {
        return ProcessTable.find(pid).map(entry -> new Session(pid, entry.startTime()));
    }

    /** A record: the leader's id and its start time. */
    String format() {
        return leader + " " + startTime;
    }

    /** Reads a record. */
    static Session parse(String text) {
        String[] words = text.strip().split(" ");
        if (words.length != 2) {
            throw new IllegalArgumentException("Not a session: '" + text + "'");
        }
        return new Session(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /**
     * What still runs of it; its leader, too, before it has made the session. The kernel does not give a process id to a new
     * process while a session has that id, so a leader with another start time means that the session is over.
     */
    List<ProcessHandle> members() throws IOException {
        Optional<ProcessTable.Entry> head = ProcessTable.find(leader);
        if (head.isPresent() && head.get().startTime() != startTime) {
            return List.of();
        }
        return ProcessTable.all().stream()
                .filter(entry -> entry.session() == leader && entry.startTime() >= startTime
                        || entry.pid() == leader && entry.startTime() == startTime)
                .flatMap(entry -> ProcessHandle.of(entry.pid()).stream())
                .toList();
    }

    /**
     * Kills every process of it and waits until they are gone; a caller's interrupt is kept for later. It looks again and
     * again, because nobody tells of the death of a process that is not a child: {@link ProcessHandle#onExit} looks too,
     * but every 300 ms, and takes one for alive that only waits for the host's first process to collect its status. Some
     * collect every two seconds, and a container's may never do it.
     *
     * @throws IOException if one does not die
     */
    void kill() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        boolean interrupted = false;
        try {
            // Killed again each time, because a member may have forked while the others were killed.
            for (List<ProcessHandle> left = members(); !left.isEmpty(); left = members()) {
                left.forEach(ProcessHandle::destroyForcibly);
                if (System.nanoTime() > deadline) {
                    throw new IOException("Processes of session " + leader + " do not die: " + left);
                }
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
