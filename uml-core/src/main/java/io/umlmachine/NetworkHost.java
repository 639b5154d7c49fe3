package io.umlmachine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a machine offers to the host's side of its network. Thread-safe. */
public interface NetworkHost {

    /**
     * A private directory for sockets, with a path of at most 80 bytes; removed with the machine, after a crash too.
     *
     * @return an absolute path
     */
    Path directory();

    /**
     * Starts a helper program that lives no longer than the machine: it gets SIGTERM when this Java program dies in
     * whatever way, and what is left of it is killed when the machine's remains are swept.
     *
     * @param command an absolute path and arguments
     * @param log hears what the helper prints, on a thread of the machine's
     * @return the helper
     * @throws IOException if it cannot be started
     */
    Helper start(List<String> command, HelperLog log) throws IOException;

    /** Hears what a helper prints. Called by one thread. */
    interface HelperLog {

        /**
         * A line of the helper's standard output or standard error.
         *
         * @param line without its end
         */
        void line(String line);

        /** The helper has closed its output, which it does at its end at the latest. */
        void end();
    }

    /** A helper program. */
    interface Helper extends AutoCloseable {

        /**
         * Whether it still runs.
         *
         * @return false once it has ended
         */
        boolean isAlive();

        /**
         * Waits for its end.
         *
         * @param timeout how long at most
         * @return true if it has ended
         * @throws InterruptedException if the thread is interrupted
         */
        boolean waitFor(Duration timeout) throws InterruptedException;

        /** Ends it, first with SIGTERM, then with SIGKILL, and waits until it is gone. */
        @Override
        void close();
    }
}
