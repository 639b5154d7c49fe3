package io.umlmachine.internal.terminal;

import io.umlmachine.GuestProcess;
import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command's terminal follow a window whose size changes, until it is closed. It asks instead of being told,
 * because Java has no way to hear of SIGWINCH.
 */
final class WindowWatch implements AutoCloseable {

    private static final long PERIOD_MILLIS = 500;

    private final Terminal terminal;
    private final GuestProcess process;
    private final ScheduledExecutorService executor;
    private TerminalSize last;

    private WindowWatch(Terminal terminal, TerminalSize first, GuestProcess process) {
        this.terminal = terminal;
        this.process = process;
        this.last = first;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "uml-window");
            thread.setDaemon(true);
            return thread;
        });
    }

    static WindowWatch start(Terminal terminal, TerminalSize first, GuestProcess process) {
        WindowWatch watch = new WindowWatch(terminal, first, process);
        watch.executor.scheduleWithFixedDelay(watch::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        TerminalSize now = terminal.size();
        if (!now.equals(last)) {
            last = now;
            process.resize(now);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
