package io.umlmachine;

import java.time.Duration;
import java.util.Optional;

/**
 * The lines that a machine's kernel prints, one after the other, from the oldest that is kept ({@link UmlMachine#console})
 * to the last before the machine ends. A reader that falls behind by more than what is kept goes on with the oldest that
 * is, and {@link #missed} counts the rest; it never holds the machine up. It takes no resources, and need not be closed.
 * Each stream has a place of its own; one is for one thread at a time.
 *
 * <p>A line counts when it is complete: at its newline, after 4,096 bytes, or at the end. Bytes become characters as in
 * ISO 8859-1.
 */
public interface ConsoleStream {

    /**
     * The next line; waits for it.
     *
     * @return the line without white space at its end, or empty if the machine has ended and this was all
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<String> next() throws InterruptedException;

    /**
     * The next line, if it comes in time.
     *
     * @param timeout how long to wait; not at all if it is zero or negative
     * @return the line without white space at its end, or empty if none came; {@link #ended} says whether any will
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<String> next(Duration timeout) throws InterruptedException;

    /**
     * How many lines this stream has missed until now.
     *
     * @return 0 for a reader that kept up
     */
    long missed();

    /**
     * Whether no more lines will come: the machine has ended, and all its lines have been taken.
     *
     * @return true at the end
     */
    boolean ended();
}
