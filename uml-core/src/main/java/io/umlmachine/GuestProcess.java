package io.umlmachine;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A command that runs in the guest, with live standard streams. Thread-safe; each stream is for one thread at a time.
 *
 * <p>Output is under flow control: a reader that stops reading stalls this command once about a mebibyte waits, and no
 * other. The streams hold what was written up to the command's own exit; what its background children write later is
 * discarded, so that a daemon it started neither keeps the streams open nor dies of them.
 *
 * <p>When the machine dies, is rebooted or is closed, the streams fail and {@link #onExit} completes exceptionally with
 * {@link GuestDiedException}, {@link MachineRebootedException} or {@link MachineClosedException}; and when the command
 * runs longer than {@link Command#timeout()}, with {@link CommandTimeoutException}.
 */
public interface GuestProcess {

    /**
     * What runs.
     *
     * @return the command
     */
    Command command();

    /**
     * The process id in the guest; also the id of the process group that signals go to.
     *
     * @return the guest's pid
     */
    int pid();

    /**
     * The command's standard input, if it does not bring one along: what {@link Command#stdin()} holds is sent by the
     * machine, which closes this stream after it. Closing it gives the command an end of file; on a terminal, it sends the
     * end-of-file character. A thread that is interrupted while it writes gets an {@link java.io.InterruptedIOException}.
     *
     * @return a stream that blocks while the command does not read
     */
    OutputStream stdin();

    /**
     * The command's standard output, and its standard error too if it runs on a terminal.
     *
     * @return a stream that ends when the command has ended; a thread that is interrupted while it reads gets an
     *     {@link java.io.InterruptedIOException} and loses no output
     */
    InputStream stdout();

    /**
     * The command's standard error.
     *
     * @return a stream that ends when the command has ended; as {@link #stdout} if the thread is interrupted
     */
    InputStream stderr();

    /**
     * A future of the command's end; it does not wait for the streams to be read. Cancelling it does nothing to the
     * command.
     *
     * @return a new future
     */
    CompletableFuture<ExitStatus> onExit();

    /**
     * Waits for the command to end. Interruption ends the wait, not the command.
     *
     * @return how it ended
     * @throws InterruptedException if the thread is interrupted
     * @throws CommandTimeoutException if it ran longer than {@link Command#timeout()}
     * @throws GuestDiedException if the machine died first
     * @throws MachineRebootedException if the machine was rebooted first
     * @throws MachineClosedException if the machine was closed first
     */
    ExitStatus waitFor() throws InterruptedException;

    /**
     * Waits for the command to end, for so long at most. Neither the end of the time nor an interruption ends the command.
     *
     * @param timeout how long
     * @return how it ended, or empty if it still runs
     * @throws InterruptedException if the thread is interrupted
     * @throws CommandTimeoutException if it ran longer than {@link Command#timeout()}
     * @throws GuestDiedException if the machine died first
     * @throws MachineRebootedException if the machine was rebooted first
     * @throws MachineClosedException if the machine was closed first
     */
    Optional<ExitStatus> waitFor(Duration timeout) throws InterruptedException;

    /**
     * Sends a signal to the command's process group. Does nothing once it has ended.
     *
     * @param number the signal's number on the guest's architecture, as in signal(7)
     */
    void signal(int number);

    /** Asks the command's process group to end, with SIGTERM (15). */
    default void destroy() {
        signal(15);
    }

    /**
     * Kills the command and what it started, with SIGKILL: every process of its session, which are those of its process
     * group and the jobs of a shell. Only a process that made a session of its own is not reached.
     */
    void destroyForcibly();

    /**
     * Tells the command's terminal its new size; does nothing for a command on pipes.
     *
     * @param size the new size
     */
    void resize(TerminalSize size);
}
