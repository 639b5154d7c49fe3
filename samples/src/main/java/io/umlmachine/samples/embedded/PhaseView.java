package io.umlmachine.samples.embedded;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildPhase;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows the phases of a build, one line for each: how long it took and how much it printed. On a terminal the line of the
 * running phase shows the last line of the log. Not thread-safe; events come one at a time.
 */
final class PhaseView implements Consumer<BuildEvent> {

    private static final String ERASE_LINE = "\r\033[K";
    private static final int WIDTH = 50;

    private final PrintStream out;
    private final boolean live;
    private long started;
    private long lines;

    /**
     * A view.
     *
     * @param out what to print on
     * @param live whether that is a terminal
     */
    PhaseView(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Started begun) {
            out.println(
                    "Building " + begun.source().source() + " " + begun.source().version());
        } else if (event instanceof BuildEvent.PhaseStarted begun) {
            started = System.nanoTime();
            lines = 0;
            show(begun.phase(), "");
        } else if (event instanceof BuildEvent.LogLine line) {
            lines++;
            show(line.phase(), line.text());
        } else if (event instanceof BuildEvent.PhaseFinished finished) {
            String row = row(finished.time().phase(), finished.time().duration());
            out.println((live ? ERASE_LINE : "") + row + "  " + lines + (lines == 1 ? " line" : " lines"));
        }
    }

    private void show(BuildPhase phase, String text) {
        if (live) {
            String printable = text.replaceAll("\\p{Cntrl}", " ");
            String end = printable.substring(0, Math.min(printable.length(), WIDTH));
            out.print(ERASE_LINE + row(phase, Duration.ofNanos(System.nanoTime() - started)) + "  " + end);
            out.flush();
        }
    }

    private static String row(BuildPhase phase, Duration time) {
        return String.format("  %-8s %6.1f s", phase.name().toLowerCase(Locale.ROOT), time.toMillis() / 1e3);
    }
}
