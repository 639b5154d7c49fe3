package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.HostProcess;
import io.umlmachine.internal.host.Pulse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a kernel will never go on, because somebody killed one of its processes: the host, when it is out of
 * memory, does. Thread-safe.
 *
 * <ul>
 *   <li>Of the process that reads and writes its disks a kernel (6.1 at least) never asks whether it lives, and waits for
 *       it for ever, as would every command. What is left of it is a dead child that the kernel does not fetch.
 *   <li>A kernel (6.1) whose guest process is killed at a bad moment, while a page of it is mapped, takes no interrupt any
 *       more. The guest process that is next runs on for good, and nothing else does.
 * </ul>
 */
final class KernelWatch {

    /** A kernel fetches the children that it kills itself at once: whatever stays from look to look stays for good. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /**
     * For how much of its guest processes' time a kernel must have slept, in hundredths of a second. One that takes
     * interrupts wakes a hundred times in it.
     */
    private static final long DEAF_TICKS = 100;

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final HostProcess kernel;
    private final Consumer<String> onDeath;
    private Set<Long> dead = Set.of();
    private @Nullable Pulse still;

    private KernelWatch(HostProcess kernel, Consumer<String> onDeath) {
        this.kernel = kernel;
        this.onDeath = onDeath;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "uml-kernel-watch", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * Watches over a kernel until it ends.
     *
     * @param onDeath hears why it will not go on
     */
    static void over(HostProcess kernel, Consumer<String> onDeath) {
        over(kernel, PERIOD, onDeath);
    }

    /** With another time between two looks. */
    static void over(HostProcess kernel, Duration period, Consumer<String> onDeath) {
        KernelWatch watch = new KernelWatch(kernel, onDeath);
        ScheduledFuture<?> looks =
                TIMER.scheduleWithFixedDelay(watch::look, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        kernel.onExit().thenAccept(status -> looks.cancel(false));
    }

    private void look() {
        if (hasLostChild()) {
            onDeath.accept("one of the kernel's processes was killed");
        } else if (isDeaf()) {
            onDeath.accept(
                    "the kernel takes no interrupts any more, as when a process of the guest is killed on the host");
        }
    }

    private boolean hasLostChild() {
        Set<Long> now = kernel.deadChildren();
        Set<Long> stayed = new HashSet<>(now);
        stayed.retainAll(dead);
        dead = now;
        return !stayed.isEmpty();
    }

    /** A kernel that waits for a CPU, or was stopped, may be late with its interrupts: only one that sleeps counts. */
    private boolean isDeaf() {
        Optional<Pulse> now = kernel.pulse();
        Pulse since = still;
        if (now.isEmpty() || !now.get().sleeping() || since == null || now.get().switches() != since.switches()) {
            still = now.orElse(null);
            return false;
        }
        return now.get().tracedTicks() - since.tracedTicks() >= DEAF_TICKS;
    }
}
