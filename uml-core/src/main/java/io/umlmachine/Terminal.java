package io.umlmachine;

import io.umlmachine.internal.terminal.HostTerminal;
import io.umlmachine.internal.terminal.StreamTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * A person's terminal, or what stands for one, for {@link UmlMachine#attach(Terminal)}. Implementations need not be
 * thread-safe, but {@link #size} is called by a thread of its own.
 */
public interface Terminal {

    /**
     * The terminal that this program runs on, which is switched to raw mode for the time of a session. The old mode comes
     * back however the session ends, and when the program ends in any way but SIGKILL. What is typed after a session
     * stays there for whoever reads next.
     *
     * @return the terminal
     * @throws IOException if standard input and output are not the same terminal
     */
    static Terminal system() throws IOException {
        return HostTerminal.ofThisProcess();
    }

    /**
     * A terminal from streams; it should pass every key on as it is.
     *
     * @param input what is typed; one read of it can go on after a session, and what that gets is lost
     * @param output where the session's output goes
     * @param size its size now
     * @param type its type, as the variable {@code TERM} names it
     * @return the terminal
     */
    static Terminal of(InputStream input, OutputStream output, Supplier<TerminalSize> size, String type) {
        return new StreamTerminal(input, output, size, type);
    }

    /**
     * Its size now. Asked before a session, and again and again in it, so that the session follows a window that changes.
     *
     * @return columns and rows
     */
    TerminalSize size();

    /**
     * Its type, as the variable {@code TERM} names it, such as {@code xterm-256color}.
     *
     * @return the type
     */
    String type();

    /**
     * Begins a session: every key is passed on as it is from now on, Ctrl-C too.
     *
     * @return the session, which the machine closes
     * @throws IOException if the terminal cannot be switched
     * @throws InterruptedException if the thread is interrupted; the terminal is as before
     */
    Session open() throws IOException, InterruptedException;

    /** A terminal in use. */
    interface Session extends AutoCloseable {

        /**
         * What is typed.
         *
         * @return a stream that ends when the session is closed, or when nothing can be typed any more; if it cannot end,
         *     a read goes on in a thread that does not keep the program alive
         */
        InputStream input();

        /**
         * What is shown.
         *
         * @return a stream, flushed after each piece of output and not closed
         */
        OutputStream output();

        /** Ends the session: the terminal is as before. Does nothing the second time. */
        @Override
        void close();
    }
}
