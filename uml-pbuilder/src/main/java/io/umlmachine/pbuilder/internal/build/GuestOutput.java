package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.GuestProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** What a command prints: goes to the journal while it runs, in a thread of its own. For one command. */
final class GuestOutput {

    /** How long nothing may come before the rest of the output is given up. */
    private static final long SILENCE_MILLIS = 5_000;

    private final GuestProcess process;
    private final Journal journal;
    private final Limits.Watch watch;
    private final Tail tail = new Tail();
    private final Thread reader = new Thread(this::read, "uml-build-output");
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean waiting;

    private GuestOutput(GuestProcess process, Journal journal, Limits.Watch watch) {
        this.process = process;
        this.journal = journal;
        this.watch = watch;
    }

    /** Starts to read. */
    static GuestOutput read(GuestProcess process, Journal journal, Limits.Watch watch) {
        GuestOutput output = new GuestOutput(process, journal, watch);
        output.reader.setDaemon(true);
        output.reader.start();
        return output;
    }

    /**
     * Waits for the last of a command that has ended; but not for that of processes that outlive it and hold its output open.
     * Whoever hears events may take its time, which is no silence of the command's.
     *
     * @return the last lines
     */
    String awaitTail() throws InterruptedException {
        long before;
        do {
            before = reads.get();
            reader.join(SILENCE_MILLIS);
        } while (reader.isAlive() && (!waiting || reads.get() != before));
        if (reader.isAlive()) {
            journal.line("[processes that the command has left hold its output open; it is not read any more]");
        }
        return tail.text();
    }

    /** Waits until nothing can come any more. */
    void awaitEnd() throws InterruptedException {
        reader.join();
    }

    private void read() {
        try (InputStream stdout = process.stdout();
                OutputStream log = journal.output()) {
            byte[] buffer = new byte[16 * 1024];
            for (int length = next(stdout, buffer); length >= 0; length = next(stdout, buffer)) {
                int wanted = watch.print(length);
                log.write(buffer, 0, wanted);
                tail.write(buffer, 0, wanted);
            }
        } catch (IOException e) {
            journal.line("[output lost: " + e.getMessage() + "]");
        }
    }

    private int next(InputStream stdout, byte[] buffer) throws IOException {
        reads.incrementAndGet();
        waiting = true;
        try {
            return stdout.read(buffer);
        } finally {
            waiting = false;
        }
    }
}
