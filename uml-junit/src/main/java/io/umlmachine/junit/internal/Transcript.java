package io.umlmachine.junit.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What was asked of a machine and what came of it: the last million characters of it. Thread-safe. */
final class Transcript {

    private static final int MOST = 1 << 20;

    private final long start = System.nanoTime();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int size;
    private int dropped;

    /** One thing that was asked. */
    final class Entry {

        private final long begun = System.nanoTime();
        private boolean kept = true;
        private String text;

        private Entry(String what) {
            text = String.format(Locale.ROOT, "%+9.3f s  %s", (begun - start) / 1e9, what);
        }

        /** Tells in a few words how it ended, and in lines below that what it said. */
        void end(String outcome, String details) {
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            String end = " -> " + outcome + ", " + millis + " ms" + details;
            synchronized (Transcript.this) {
                text += end;
                if (kept) {
                    size += end.length();
                    trim();
                }
            }
        }
    }

    synchronized Entry begin(String what) {
        Entry entry = new Entry(what);
        entries.add(entry);
        size += entry.text.length();
        trim();
        return entry;
    }

    private void trim() {
        while (size > MOST && entries.size() > 1) {
            Entry oldest = entries.remove();
            oldest.kept = false;
            size -= oldest.text.length();
            dropped++;
        }
    }

    /** A line for each thing, and below it what it said. What has not ended has no outcome. */
    @Override
    public synchronized String toString() {
        StringBuilder all = new StringBuilder();
        if (dropped > 0) {
            all.append('[').append(dropped).append(" older entries were dropped]\n");
        }
        entries.forEach(entry -> all.append(entry.text).append('\n'));
        return all.toString();
    }
}
