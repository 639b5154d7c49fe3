package io.umlmachine.samples.cli;

import io.umlmachine.image.ImageEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes what happens to an image to a file. Thread-safe. */
final class EventLog implements Consumer<ImageEvent>, AutoCloseable {

    private final PrintWriter out;

    private EventLog(PrintWriter out) {
        this.out = out;
    }

    /** A new file, or one that is there and is emptied. */
    static EventLog create(Path file) throws IOException {
        return new EventLog(new PrintWriter(Files.newBufferedWriter(file)));
    }

    /** One that forgets everything. */
    static EventLog none() {
        return new EventLog(new PrintWriter(Writer.nullWriter()));
    }

    @Override
    public synchronized void accept(ImageEvent event) {
        if (event instanceof ImageEvent.PhaseStarted) {
            note("==> " + event.phase().label());
        } else if (event instanceof ImageEvent.LogLine line) {
            out.println(line.line());
        }
    }

    /** A line of one's own, which the file has at once. */
    synchronized void note(String line) {
        out.println(line);
        out.flush();
    }

    /** Closes the file; that a line could not be written is an error only then. */
    @Override
    public synchronized void close() throws IOException {
        out.close();
        if (out.checkError()) {
            throw new IOException("The log could not be written");
        }
    }
}
