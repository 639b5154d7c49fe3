package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.HostProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices that a kernel cannot go on because somebody killed one of its processes, as a host that is out of memory does.
 * Thread-safe.
 *
 * <ul>
 *   <li>Of the process that reads and writes its disks a kernel (6.1 at least) never asks whether it lives, and waits for
 *       it for ever, as would every command. What is left of it is a dead child that the kernel does not fetch.
 *   <li>A guest process that is killed while its kernel maps a page for it never ends: its death waits for a lock that it
 *       holds itself, in {@code exit_mmap} (6.1). Whoever waits for it, the agent too, waits for ever. The kernel says so
 *       before, on its console.
 * </ul>
 */
final class KernelWatch {

    /** A kernel fetches the children that it kills itself at once: whatever stays from look to look stays for good. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** Of {@code wait_stub_done} in 6.1, 6.12 and 7.2, and of its like for seccomp in 7.2. */
    private static final List<String> LAST_WORDS =
            List.of("failed to wait for SIGTRAP, pid", "failed to wait for stub, pid");

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final HostProcess kernel;
    private final Consumer<String> onDeath;
    private Set<Long> dead = Set.of();

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
    static KernelWatch over(HostProcess kernel, Consumer<String> onDeath) {
        KernelWatch watch = new KernelWatch(kernel, onDeath);
        ScheduledFuture<?> looks =
                TIMER.scheduleWithFixedDelay(watch::look, PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        kernel.onExit().thenAccept(status -> looks.cancel(false));
        return watch;
    }

    /** Takes a line that the kernel prints. */
    void hear(String line) {
        if (LAST_WORDS.stream().anyMatch(line::contains)) {
            onDeath.accept("a process of the guest was killed on the host, which its kernel does not get over");
        }
    }

    private void look() {
        Set<Long> now = kernel.deadChildren();
        Set<Long> stayed = new HashSet<>(now);
        stayed.retainAll(dead);
        dead = now;
        if (!stayed.isEmpty()) {
            onDeath.accept("one of the kernel's processes was killed");
        }
    }
}
