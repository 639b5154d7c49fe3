package io.umlmachine.pbuilder.internal.build;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines of text; a line longer than {@link #LONGEST} bytes comes in pieces. Not thread-safe. */
final class LineSplitter extends OutputStream {

    /** So that a program that never ends its line does not fill the memory. */
    static final int LONGEST = 16 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream current = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            emit();
            return;
        }
        current.write(b);
        if (current.size() == LONGEST) {
            emit();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Gives out what stands after the last end of a line. */
    @Override
    public void close() {
        if (current.size() > 0) {
            emit();
        }
    }

    private void emit() {
        String line = current.toString(StandardCharsets.UTF_8);
        current.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
