package io.umlmachine.pbuilder.internal.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * As much of a part of a log as a page can hold: its beginning, its end, and of what is between them the first lines that
 * look like errors. Not thread-safe.
 */
final class Excerpt {

    private static final int HEAD_LINES = 3_000;
    private static final int HEAD_CHARS = 384 << 10;
    private static final int TAIL_LINES = 6_000;
    private static final int TAIL_CHARS = 768 << 10;
    private static final int ERRORS = 200;

    private final List<LogLine> head = new ArrayList<>();
    private final List<LogLine> errors = new ArrayList<>();
    private final Deque<LogLine> tail = new ArrayDeque<>();
    private long headChars;
    private long tailChars;
    private long count;
    private long errorCount;
    private long warningCount;

    void add(LogLine line) {
        count++;
        errorCount += line.kind() == LineKind.ERROR ? 1 : 0;
        warningCount += line.kind() == LineKind.WARNING ? 1 : 0;
        if (tail.isEmpty()
                && head.size() < HEAD_LINES
                && headChars + line.text().length() <= HEAD_CHARS) {
            head.add(line);
            headChars += line.text().length();
            return;
        }
        tail.addLast(line);
        tailChars += line.text().length();
        while (tail.size() > TAIL_LINES || tailChars > TAIL_CHARS) {
            LogLine oldest = tail.removeFirst();
            tailChars -= oldest.text().length();
            if (oldest.kind() == LineKind.ERROR && errors.size() < ERRORS) {
                errors.add(oldest);
            }
        }
    }

    /** The lines that are kept, in their order; where their numbers have a gap, lines are left out. */
    List<LogLine> lines() {
        List<LogLine> lines = new ArrayList<>(head);
        lines.addAll(errors);
        lines.addAll(tail);
        return lines;
    }

    /** Those that look like errors. */
    List<LogLine> errors() {
        return lines().stream().filter(line -> line.kind() == LineKind.ERROR).toList();
    }

    long count() {
        return count;
    }

    long errorCount() {
        return errorCount;
    }

    long warningCount() {
        return warningCount;
    }
}
