package io.umlmachine.samples.cli;

import io.umlmachine.DebianKernel;
import io.umlmachine.image.ImageEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a person what goes on: steps in a line each, and on a terminal one more line that shows how far the present phase has
 * come, or else the newest detail, and is written over by the next. Thread-safe.
 */
final class Progress implements AutoCloseable {

    private static final int REMEMBERED = 30;
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final int ELAPSED = "[00:00] ".length();
    private static final int ANY = 80;
    private static final double MILLIS_PER_SECOND = 1000;

    private enum Details {
        DROPPED,
        OVERWRITTEN,
        PRINTED
    }

    private final PrintWriter out;
    private final Details details;
    private final long start = System.nanoTime();
    private final Deque<String> newest = new ArrayDeque<>();
    private final LiveLine line;
    private Optional<ImageEvent.Progress> gauge = Optional.empty();
    private String shown = "";
    private String downloading = "";

    private Progress(PrintWriter out, Details details, int columns) {
        this.out = out;
        this.details = details;
        // A character in the last column would make some terminals begin a new line.
        this.line = new LiveLine(columns - 1 - ELAPSED);
    }

    /** Steps only, for a pipe. */
    static Progress steps(PrintWriter out) {
        return new Progress(out, Details.DROPPED, ANY);
    }

    /** Steps and a live line, for a terminal. */
    static Progress live(PrintWriter out, int columns) {
        return new Progress(out, Details.OVERWRITTEN, columns);
    }

    /** Steps and every detail. */
    static Progress full(PrintWriter out) {
        return new Progress(out, Details.PRINTED, ANY);
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
            case OVERWRITTEN -> show(gauge.map(this::drawn).orElseGet(() -> line.cut(text)));
        }
        out.flush();
    }

    /** What happens to an image: each phase is a step, when it begins, or on a terminal when it has ended. */
    synchronized void event(ImageEvent event) {
        if (event instanceof ImageEvent.LogLine log) {
            detail(log.line());
        } else if (event instanceof ImageEvent.Progress progress) {
            gauge = Optional.of(progress);
            if (details == Details.OVERWRITTEN) {
                show(drawn(progress));
                out.flush();
            }
        } else if (event instanceof ImageEvent.PhaseStarted) {
            gauge = Optional.empty();
            begin(event.phase().label());
        } else if (event instanceof ImageEvent.PhaseFinished finished) {
            gauge = Optional.empty();
            end(finished);
        }
    }

    /** How far the download of a kernel is: a step for each file, or on a terminal the live line. */
    synchronized void download(DebianKernel.Progress progress) {
        String name = progress.file().substring(progress.file().lastIndexOf('/') + 1);
        if (details == Details.OVERWRITTEN) {
            int percent = (int) (100
                    * progress.received().bytes()
                    / Math.max(1, progress.total().bytes()));
            show(line.draw(name, percent, progress.received(), Optional.of(progress.total())));
            out.flush();
        } else if (!name.equals(downloading)) {
            step("Downloading " + name);
        }
        downloading = name;
    }

    private void begin(String phase) {
        if (details == Details.OVERWRITTEN) {
            show(phase);
            out.flush();
        } else {
            step(phase);
        }
    }

    private void end(ImageEvent.PhaseFinished finished) {
        if (details == Details.OVERWRITTEN) {
            double seconds = finished.duration().toMillis() / MILLIS_PER_SECOND;
            step(String.format(Locale.ROOT, "%-12s %.1f s", finished.phase().label(), seconds));
        }
    }

    private String drawn(ImageEvent.Progress progress) {
        return line.draw(progress.phase().label(), progress.percent(), progress.done(), progress.total());
    }

    private void show(String text) {
        String next = elapsed() + " " + text;
        if (!next.equals(shown)) {
            out.print(ERASE_LINE + next);
            shown = next;
        }
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
            shown = "";
        }
    }

    private String elapsed() {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return "[%02d:%02d]".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
