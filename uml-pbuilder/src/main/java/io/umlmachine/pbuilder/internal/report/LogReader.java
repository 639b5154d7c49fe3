package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a log line by line, in memory that does not grow with a line. Not thread-safe. */
final class LogReader implements AutoCloseable {

    /** More than is shown of a line. */
    private static final int READ = 8192;

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] line = new byte[READ];
    private int next;
    private int end;
    private long number;
    private long bytes;

    LogReader(InputStream in) {
        this.in = in;
    }

    static LogReader open(Path file) throws IOException {
        return new LogReader(Files.newInputStream(file));
    }

    /**
     * A line as it is.
     *
     * @param number its number, from 1
     * @param text its beginning, malformed bytes replaced
     * @param more how many bytes follow, without the end of the line
     */
    record Line(long number, String text, long more) {}

    /** The next line. */
    Optional<Line> next() throws IOException {
        if (!fill()) {
            return Optional.empty();
        }
        int kept = 0;
        long more = 0;
        boolean ended = false;
        while (!ended && fill()) {
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            int taken = Math.min(next - from, READ - kept);
            System.arraycopy(buffer, from, line, kept, taken);
            kept += taken;
            more += next - from - taken;
            bytes += next - from;
            if (next < end) {
                next++;
                bytes++;
                ended = true;
            }
        }
        int whole = more == 0 ? kept : beforePart(kept);
        return Optional.of(new Line(++number, new String(line, 0, whole, StandardCharsets.UTF_8), more + kept - whole));
    }

    /** How many bytes have been read, with those that end lines. */
    long bytes() {
        return bytes;
    }

    private boolean fill() throws IOException {
        if (next == end) {
            end = Math.max(0, in.read(buffer));
            next = 0;
        }
        return next < end;
    }

    /** Where the last character begins: it may have been cut in the middle. */
    private int beforePart(int length) {
        int start = length - 1;
        while (start > length - 4 && (line[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
