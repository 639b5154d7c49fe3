package io.umlmachine.internal.terminal;

import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The terminal that this program was started on. Thread-safe; one session at a time. */
public final class HostTerminal implements Terminal {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** As Linux names them. */
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console|hvc\\d+)");

    private final Stty stty;

    private HostTerminal(Path device) {
        this.stty = new Stty(device);
    }

    /**
     * The terminal that is this program's standard input and output.
     *
     * @throws IOException if there is none
     */
    public static HostTerminal ofThisProcess() throws IOException {
        Optional<Path> input = device(0);
        if (input.isEmpty() || !input.equals(device(1))) {
            throw new IOException("Standard input and standard output of this program are not one terminal");
        }
        return new HostTerminal(input.get());
    }

    /** The terminal that a descriptor is, if it is one. {@code System.console()} says it differently in each Java. */
    private static Optional<Path> device(int descriptor) throws IOException {
        Path target = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)));
        return TERMINAL.matcher(target.toString()).matches() ? Optional.of(target) : Optional.empty();
    }

    @Override
    public TerminalSize size() {
        try {
            String[] rowsAndColumns = stty.run("size").split(" ");
            return new TerminalSize(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
        } catch (IOException | IllegalArgumentException e) {
            // It does not know, or is gone.
            return TerminalSize.DEFAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TerminalSize.DEFAULT;
        }
    }

    @Override
    public String type() {
        return Optional.ofNullable(System.getenv("TERM")).orElse("dumb");
    }

    @Override
    public Session open() throws IOException, InterruptedException {
        RawMode mode = RawMode.enter(stty);
        HostInput input = new HostInput(System.in);
        return new Session() {
            @Override
            public InputStream input() {
                return input;
            }

            @Override
            public OutputStream output() {
                return System.out;
            }

            @Override
            public void close() {
                input.close();
                mode.close();
            }
        };
    }
}
