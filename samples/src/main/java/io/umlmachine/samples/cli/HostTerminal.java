package io.umlmachine.samples.cli;

import io.umlmachine.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The terminal that this program was started on, in raw mode: every key goes to the program as it is, Ctrl-C too. The
 * old mode comes back on {@link #close}, and when the program ends in any way but SIGKILL.
 */
final class HostTerminal implements AutoCloseable {

    /**
     * Which of the descriptors 0, 1 and 2 are terminals, such as {@code 012}. Set by the launcher, because Java cannot tell
     * for standard error, and for the others tells differently in each version.
     */
    private static final String TERMINALS = System.getProperty("pbuilder-uml.terminals", "");

    private final String savedMode;
    private final Thread restorer;

    private HostTerminal(String savedMode) {
        this.savedMode = savedMode;
        this.restorer = new Thread(this::restore, "restore-terminal");
    }

    /**
     * Switches the terminal to raw mode.
     *
     * @throws IOException if there is none
     */
    static HostTerminal raw() throws IOException, InterruptedException {
        if (!TERMINALS.contains("01")) {
            throw new IOException(
                    "A login needs a terminal as its standard input and output; without one use 'execute'");
        }
        HostTerminal terminal = new HostTerminal(stty("-g").strip());
        Runtime.getRuntime().addShutdownHook(terminal.restorer);
        stty("raw", "-echo");
        return terminal;
    }

    /** Whether standard error is a terminal. */
    static boolean standardErrorIsOne() {
        return TERMINALS.contains("2");
    }

    /** Its size now; the classic one if the terminal does not know, or is gone. */
    TerminalSize size() {
        try {
            String[] rowsAndColumns = stty("size").strip().split(" ");
            return new TerminalSize(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
        } catch (IOException | IllegalArgumentException e) {
            return TerminalSize.DEFAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TerminalSize.DEFAULT;
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restorer);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does the same once more.
        }
    }

    private void restore() {
        boolean interrupted = Thread.interrupted();
        try {
            stty(savedMode);
        } catch (IOException e) {
            System.err.println("The terminal is still in raw mode; type 'stty sane' and Ctrl-J: " + e.getMessage());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stty(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("stty", "-F", "/dev/tty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + status + ": " + output.strip());
        }
        return output;
    }
}
