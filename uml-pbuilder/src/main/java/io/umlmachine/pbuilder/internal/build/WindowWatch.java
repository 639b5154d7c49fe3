package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.GuestProcess;
import io.umlmachine.TerminalSize;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a command's terminal follow a window whose size changes, until it is stopped. It asks instead of being told,
 * because Java has no way to hear of SIGWINCH.
 */
final class WindowWatch {

    private static final long PERIOD_MILLIS = 500;

    private final ScheduledExecutorService executor;

    private WindowWatch(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    static WindowWatch start(Supplier<TerminalSize> size, GuestProcess process) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "uml-window");
            thread.setDaemon(true);
            return thread;
        });
        // The guest's kernel tells the command only of a size that is new.
        executor.scheduleWithFixedDelay(
                () -> process.resize(size.get()), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return new WindowWatch(executor);
    }

    void stop() {
        executor.shutdownNow();
    }
}
