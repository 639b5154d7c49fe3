package io.umlmachine.pbuilder.internal.build;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last lines of what is written to it. Thread-safe. */
final class Tail extends OutputStream {

    private static final int KEPT = 30;

    private final Deque<String> lines = new ArrayDeque<>();
    private final LineSplitter splitter = new LineSplitter(this::add);

    @Override
    public synchronized void write(int b) {
        splitter.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        splitter.write(bytes, offset, length);
    }

    synchronized String text() {
        splitter.close();
        return String.join("\n", lines);
    }

    private void add(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }
}
