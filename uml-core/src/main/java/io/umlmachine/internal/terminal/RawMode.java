package io.umlmachine.internal.terminal;

import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A terminal in raw mode. The old mode comes back on close, or at the end of the program. Thread-safe. */
final class RawMode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RawMode.class);

    private final Stty stty;
    private final String oldMode;
    private final Thread hook = new Thread(this::restore, "uml-restore-terminal");
    private final AtomicBoolean restored = new AtomicBoolean();

    private RawMode(Stty stty, String oldMode) {
        this.stty = stty;
        this.oldMode = oldMode;
    }

    /**
     * Enters it. A read ends after a tenth of a second without a key (see {@link HostInput}).
     *
     * @throws IOException if the terminal does not take it
     */
    static RawMode enter(Stty stty) throws IOException, InterruptedException {
        RawMode mode = new RawMode(stty, stty.run("-g"));
        Runtime.getRuntime().addShutdownHook(mode.hook);
        try {
            stty.run("raw", "-echo", "min", "0", "time", "1");
            return mode;
        } catch (IOException | InterruptedException | RuntimeException e) {
            mode.close();
            throw e;
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook finds that there is nothing left to do.
            return;
        }
    }

    private void restore() {
        if (!restored.compareAndSet(false, true)) {
            return;
        }
        try {
            Interrupts.defer(() -> stty.run(oldMode));
        } catch (Exception e) {
            LOG.warn("The terminal is still in raw mode; type 'stty sane' and Ctrl-J", e);
        }
    }
}
