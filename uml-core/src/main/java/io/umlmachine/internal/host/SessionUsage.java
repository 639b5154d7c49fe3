package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the processes of a session have used: those that run, and those that have ended and whose parent in the session has
 * waited for them. Immutable.
 *
 * @param cpuTime their time on a CPU, in user and in system mode
 * @param bytesWritten what they wrote to files on disks
 */
public record SessionUsage(Duration cpuTime, long bytesWritten) {

    /** USER_HZ, the unit of times in /proc, is 100 on every architecture that User-Mode Linux runs on. */
    private static final long TICKS_PER_SECOND = 100;

    private static final String WRITTEN = "write_bytes: ";

    /**
     * Adds up the processes of a session.
     *
     * @param leader the session's id
     * @throws IOException if it has no processes
     */
    public static SessionUsage of(long leader) throws IOException {
        long ticks = 0;
        long written = 0;
        boolean any = false;
        for (ProcessTable.Entry entry : ProcessTable.all()) {
            if (entry.session() == leader) {
                any = true;
                ticks += entry.cpuTicks();
                written += bytesWritten(entry.pid());
            }
        }
        if (!any) {
            throw new NoSuchFileException("/proc/" + leader, null, "no process of this session runs");
        }
        return new SessionUsage(Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND), written);
    }

    private static long bytesWritten(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/io"), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(WRITTEN))
                    .mapToLong(line -> Long.parseLong(line.substring(WRITTEN.length())))
                    .sum();
        } catch (IOException e) {
            // It has ended in this moment; its parent has its numbers.
            return 0;
        }
    }
}
