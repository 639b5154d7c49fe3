package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.HostProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Notices that somebody killed a process by which a kernel works. Of the one that reads and writes its disks a kernel
 * (6.1 at least) never asks whether it lives, and waits for it for ever, as would every command. What is left of such a
 * process is a dead child that the kernel does not fetch. Thread-safe.
 */
final class ChildWatch {

    /** A kernel fetches the children that it kills itself at once: whatever stays from look to look stays for good. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final HostProcess kernel;
    private final Runnable onDeath;
    private Set<Long> dead = Set.of();

    private ChildWatch(HostProcess kernel, Runnable onDeath) {
        this.kernel = kernel;
        this.onDeath = onDeath;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "uml-child-watch", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Watches over a kernel until it ends. */
    static void over(HostProcess kernel, Runnable onDeath) {
        ChildWatch watch = new ChildWatch(kernel, onDeath);
        ScheduledFuture<?> looks =
                TIMER.scheduleWithFixedDelay(watch::look, PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        kernel.onExit().thenAccept(status -> looks.cancel(false));
    }

    private void look() {
        Set<Long> now = kernel.deadChildren();
        Set<Long> stayed = new HashSet<>(now);
        stayed.retainAll(dead);
        dead = now;
        if (!stayed.isEmpty()) {
            onDeath.run();
        }
    }
}
