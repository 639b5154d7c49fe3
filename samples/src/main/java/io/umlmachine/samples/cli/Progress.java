package io.umlmachine.samples.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells a person what goes on: steps in a line each, and on a terminal one more line that shows the newest detail and is
 * written over by the next. Thread-safe.
 */
final class Progress implements AutoCloseable {

    private static final int REMEMBERED = 30;
    private static final int WIDTH = 79;
    private static final String ERASE_LINE = "\r\u001b[K";

    private enum Details {
        DROPPED,
        OVERWRITTEN,
        PRINTED
    }

    private final PrintWriter out;
    private final Details details;
    private final long start = System.nanoTime();
    private final Deque<String> newest = new ArrayDeque<>();

    private Progress(PrintWriter out, Details details) {
        this.out = out;
        this.details = details;
    }

    /** Steps only, for a pipe. */
    static Progress steps(PrintWriter out) {
        return new Progress(out, Details.DROPPED);
    }

    /** Steps and a live line, for a terminal. */
    static Progress live(PrintWriter out) {
        return new Progress(out, Details.OVERWRITTEN);
    }

    /** Steps and every detail. */
    static Progress full(PrintWriter out) {
        return new Progress(out, Details.PRINTED);
    }

    /** Something that stays to be read. */
    synchronized void step(String text) {
        clearLive();
        out.println(elapsed() + " " + text);
        out.flush();
    }

    /** A line of a log. */
    synchronized void detail(String text) {
        if (newest.size() == REMEMBERED) {
            newest.removeFirst();
        }
        newest.addLast(text);
        switch (details) {
            case DROPPED -> {}
            case PRINTED -> out.println(text);
            case OVERWRITTEN -> out.print(ERASE_LINE + shortened(elapsed() + " " + text));
        }
        out.flush();
    }

    /** Prints the newest details, for a failure that they explain; nothing if they have been printed. */
    synchronized void explain() {
        clearLive();
        if (details != Details.PRINTED) {
            newest.forEach(line -> out.println("    " + line));
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        clearLive();
        out.flush();
    }

    private void clearLive() {
        if (details == Details.OVERWRITTEN) {
            out.print(ERASE_LINE);
        }
    }

    private String elapsed() {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return "[%02d:%02d]".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** Control characters of a log must not move the cursor. */
    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= WIDTH ? plain : plain.substring(0, WIDTH);
    }
}
