package io.umlmachine.image.internal.bootstrap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a tool printed that may tell why it failed: its last lines, and its warnings and errors wherever they were, for
 * debootstrap goes on for hundreds of lines after a package that was damaged. Thread-safe.
 */
public final class Complaints {

    private static final int TAIL_LINES = 100;
    private static final int MOST = 300;
    private static final Pattern COMPLAINT = Pattern.compile("[WE]: .*");

    private final List<String> complaints = new ArrayList<>();
    private final Deque<String> tail = new ArrayDeque<>();

    /** Takes the next line. */
    public synchronized void add(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            String old = tail.removeFirst();
            // debootstrap says this up to ten times for each file.
            if (COMPLAINT.matcher(old).matches() && complaints.size() < MOST && !complaints.contains(old)) {
                complaints.add(old);
            }
        }
    }

    /** The lines, in their order. */
    public synchronized String text() {
        List<String> lines = new ArrayList<>(complaints);
        lines.addAll(tail);
        return String.join("\n", lines);
    }
}
