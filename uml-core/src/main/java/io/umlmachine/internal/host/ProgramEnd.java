package io.umlmachine.internal.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves nothing when this program ends by itself or by SIGTERM: first machines are shut down, in an orderly way; then
 * every {@link OwnedDirectory} that is still open goes, and with it whatever boot or tool was under way there. Each of
 * the two is done in parallel, and has its time. Thread-safe.
 */
public final class ProgramEnd {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramEnd.class);

    /** A machine whose disk is kept may take 60 seconds to write it out, and some more to be killed if it does not. */
    private static final Duration MACHINES = Duration.ofSeconds(75);

    private static final Duration DIRECTORIES = Duration.ofSeconds(20);

    private static final Set<OwnedDirectory> OPEN = new LinkedHashSet<>();
    private static Machines machines = List::of;
    private static boolean installed;
    private static boolean ending;

    private ProgramEnd() {}

    /** Tells how to shut down what runs. */
    @FunctionalInterface
    public interface Machines {
        /** What closes each machine that runs now. */
        Collection<Runnable> closers();
    }

    /** What is shut down before any directory goes. */
    public static synchronized void first(Machines machines) {
        ProgramEnd.machines = machines;
        install();
    }

    /**
     * Removes a directory at the end, unless it is closed before.
     *
     * @throws IOException if the end has begun
     */
    static synchronized void add(OwnedDirectory directory) throws IOException {
        install();
        if (ending) {
            throw new IOException("This Java program is ending, and makes no more directories");
        }
        OPEN.add(directory);
    }

    static synchronized void remove(OwnedDirectory directory) {
        OPEN.remove(directory);
    }

    /** Whether the end has begun: nothing new is to be started. */
    public static synchronized boolean hasBegun() {
        return ending;
    }

    private static void install() {
        if (installed) {
            return;
        }
        installed = true;
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ProgramEnd::run, "uml-shutdown"));
        } catch (IllegalStateException e) {
            ending = true;
        }
    }

    private static void run() {
        Machines running;
        synchronized (ProgramEnd.class) {
            ending = true;
            running = machines;
        }
        inParallel(running.closers(), MACHINES);
        List<Runnable> left = new ArrayList<>();
        synchronized (ProgramEnd.class) {
            OPEN.forEach(directory -> left.add(directory::close));
        }
        inParallel(left, DIRECTORIES);
    }

    private static void inParallel(Collection<Runnable> tasks, Duration time) {
        List<Thread> threads =
                tasks.stream().map(task -> new Thread(task, "uml-shutdown")).toList();
        threads.forEach(Thread::start);
        long start = System.nanoTime();
        for (Thread thread : threads) {
            long left = time.minusNanos(System.nanoTime() - start).toMillis();
            try {
                thread.join(Math.max(1, left));
            } catch (InterruptedException e) {
                LOG.warn("Interrupted at the end of the program; the next sweep does the rest");
                return;
            }
        }
    }
}
