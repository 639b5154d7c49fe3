package io.umlmachine.internal.machine;

import io.umlmachine.AdmissionException;
import io.umlmachine.MachinePool;
import io.umlmachine.PoolClosedException;
import io.umlmachine.PoolTimeoutException;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.DirectoryWatch;
import io.umlmachine.internal.host.ProgramEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool. Takers are served from the idle machines, else by the boots that end; one thread, the keeper, decides which
 * boots to start and which idle machines to give up, whenever something has changed. Thread-safe.
 */
final class IdleMachines implements MachinePool {

    private static final Logger LOG = LoggerFactory.getLogger(IdleMachines.class);

    /** How often to look for room while there is none: the death of a process that had it is no event. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final MachineSpec spec;
    private final int size;
    private final int bootsAtOnce;

    // Guarded by this, which every change notifies.
    private final Deque<UmlMachine> idle = new ArrayDeque<>();
    private final Deque<CompletableFuture<UmlMachine>> takers = new ArrayDeque<>();
    private final Set<Thread> boots = new HashSet<>();
    private final Set<Thread> closers = new HashSet<>();
    private final BackOff backOff = new BackOff();
    private boolean closing;
    private boolean memoryChanged = true;
    private long refillAfter = System.nanoTime();
    private long taken;
    private long hits;
    private long booted;
    private long failed;
    private long died;
    private long shrunk;
    private Optional<Duration> lastBoot = Optional.empty();

    private IdleMachines(MachineSpec spec, int size, int bootsAtOnce) {
        this.spec = spec;
        this.size = size;
        this.bootsAtOnce = bootsAtOnce;
    }

    static IdleMachines open(MachineSpec spec, int size, int bootsAtOnce) {
        IdleMachines pool = new IdleMachines(spec, size, bootsAtOnce);
        daemon(pool::keep, "uml-pool").start();
        return pool;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    // ---------------------------------------------------------------- takers

    @Override
    public UmlMachine take() throws InterruptedException {
        return await(request(), FOREVER);
    }

    @Override
    public UmlMachine take(Duration timeout) throws InterruptedException {
        return await(request(), limited(timeout));
    }

    /** A time that fits into nanoseconds. */
    private static Duration limited(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("Cannot wait for a negative time: " + timeout);
        }
        return timeout.compareTo(FOREVER) < 0 ? timeout : FOREVER;
    }

    @Override
    public synchronized Optional<UmlMachine> tryTake() {
        requireOpen();
        Optional<UmlMachine> machine = takers.isEmpty() ? firstAlive() : Optional.empty();
        if (machine.isPresent()) {
            taken++;
            hits++;
        }
        return machine;
    }

    private synchronized CompletableFuture<UmlMachine> request() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before taking a machine");
        }
        Optional<UmlMachine> machine = tryTake();
        if (machine.isPresent()) {
            return CompletableFuture.completedFuture(machine.get());
        }
        CompletableFuture<UmlMachine> taker = new CompletableFuture<>();
        takers.add(taker);
        notifyAll();
        return taker;
    }

    private UmlMachine await(CompletableFuture<UmlMachine> taker, Duration timeout) throws InterruptedException {
        try {
            return taker.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Optional<UmlMachine> lastMoment = leave(taker);
            if (lastMoment.isPresent()) {
                return lastMoment.get();
            }
            synchronized (this) {
                throw new PoolTimeoutException(timeout, takers.size(), boots.size(), stats());
            }
        } catch (InterruptedException e) {
            leave(taker).ifPresent(this::giveBack);
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Ends a wait; what was delivered at the last moment is the result. */
    private synchronized Optional<UmlMachine> leave(CompletableFuture<UmlMachine> taker) {
        takers.remove(taker);
        if (taker.cancel(false) || taker.isCompletedExceptionally()) {
            return Optional.empty();
        }
        return Optional.of(taker.join());
    }

    private synchronized void giveBack(UmlMachine machine) {
        taken--;
        deliver(machine);
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof UmlException failure) {
            // Thrown to several takers, perhaps: each adds where it waited.
            failure.addSuppressed(new Exception("Waited for here"));
            return failure;
        }
        return new IllegalStateException("The machine did not boot: " + cause, cause);
    }

    /** Gives a machine to the first who waits, or keeps it. */
    private synchronized void deliver(UmlMachine machine) {
        if (closing || !machine.isAlive()) {
            retire(machine);
            return;
        }
        CompletableFuture<UmlMachine> taker = takers.poll();
        if (taker == null) {
            idle.add(machine);
        } else {
            taker.complete(machine);
            taken++;
        }
        notifyAll();
    }

    private synchronized Optional<UmlMachine> firstAlive() {
        for (UmlMachine machine = idle.poll(); machine != null; machine = idle.poll()) {
            notifyAll();
            if (machine.isAlive()) {
                return Optional.of(machine);
            }
            died++;
            retire(machine);
        }
        return Optional.empty();
    }

    private synchronized void requireOpen() {
        if (closing) {
            throw new PoolClosedException();
        }
    }

    // ---------------------------------------------------------------- keeper

    private void keep() {
        DirectoryWatch watch = null;
        try {
            watch = DirectoryWatch.open(Directories.runtime(), this::onMemoryChange);
        } catch (IOException e) {
            // No machine will boot either, and say so better.
            LOG.debug("Nothing to watch", e);
        }
        while (!isClosing()) {
            boolean somebodyIsShort = hasIdle() && look(Claims::isShort, false);
            boolean fits = look(root -> Claims.wouldFit(spec, root), true);
            decide(somebodyIsShort, fits);
        }
        if (watch != null) {
            watch.close();
        }
    }

    private interface Look {
        boolean at(Path root) throws IOException;
    }

    private static boolean look(Look look, boolean otherwise) {
        try {
            return look.at(Directories.runtime());
        } catch (IOException e) {
            LOG.debug("Cannot tell how much memory there is", e);
            return otherwise;
        }
    }

    private synchronized boolean hasIdle() {
        // Whatever changes from here on calls for another look.
        memoryChanged = false;
        return !idle.isEmpty();
    }

    private synchronized boolean isClosing() {
        return closing || ProgramEnd.hasBegun();
    }

    private synchronized void onMemoryChange() {
        memoryChanged = true;
        notifyAll();
    }

    /** Starts what is to be started now, and waits until there may be more. */
    private synchronized void decide(boolean somebodyIsShort, boolean fits) {
        if (isClosing()) {
            // The pool was closed during the look. Nobody would end a boot that starts now.
            return;
        }
        retireTheDead();
        if (somebodyIsShort && !idle.isEmpty() && closers.isEmpty()) {
            LOG.debug("Gives up an idle machine: another one waits for memory");
            shrunk++;
            retire(idle.remove());
        }
        long pause = startBoots(fits && !somebodyIsShort);
        if (!memoryChanged && !isClosing()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, pause));
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, and it must stay.
                LOG.debug("Interrupted", e);
            }
        }
    }

    private void retireTheDead() {
        List<UmlMachine> dead = new ArrayList<>(idle);
        dead.removeIf(UmlMachine::isAlive);
        idle.removeAll(dead);
        died += dead.size();
        dead.forEach(this::retire);
    }

    /**
     * Starts boots for takers, who wait in line for memory as everybody does, and then for idle machines, if there is room.
     *
     * @return after how many nanoseconds to look again if nothing happens
     */
    private long startBoots(boolean room) {
        long now = System.nanoTime();
        while (boots.size() < bootsAtOnce) {
            boolean forTaker = takers.size() > boots.size();
            if (!forTaker && idle.size() + boots.size() - takers.size() >= size) {
                return FOREVER.toNanos();
            }
            if (backOff.hasFailed() && !boots.isEmpty()) {
                // One at a time, until it works again.
                return FOREVER.toNanos();
            }
            long left = forTaker ? backOff.leftUrgently(now) : Math.max(backOff.left(now), refillAfter - now);
            if (left > 0) {
                return left;
            }
            if (!forTaker && !room) {
                return TICK.toNanos();
            }
            start(forTaker);
        }
        return FOREVER.toNanos();
    }

    private void start(boolean forTaker) {
        Thread thread = daemon(() -> boot(forTaker), "uml-pool-boot");
        boots.add(thread);
        thread.start();
    }

    private void boot(boolean forTaker) {
        long start = System.nanoTime();
        try {
            UmlMachine machine = Boot.run(forTaker ? spec : spec.withoutWaiting());
            // A machine that dies while it is idle is to be replaced, and not only when somebody asks for it.
            machine.onExit().whenComplete((end, death) -> onMemoryChange());
            onBoot(machine, Duration.ofNanos(System.nanoTime() - start));
        } catch (InterruptedException e) {
            // The pool is being closed.
            onEnd();
        } catch (AdmissionException e) {
            onNoRoom(forTaker, e);
        } catch (RuntimeException | Error e) {
            onFailure(e);
        }
    }

    private synchronized void onEnd() {
        boots.remove(Thread.currentThread());
        notifyAll();
    }

    private synchronized void onBoot(UmlMachine machine, Duration time) {
        booted++;
        lastBoot = Optional.of(time);
        backOff.succeeded();
        deliver(machine);
        onEnd();
    }

    private synchronized void onNoRoom(boolean forTaker, AdmissionException e) {
        onEnd();
        if (forTaker) {
            CompletableFuture<UmlMachine> taker = takers.poll();
            if (taker != null) {
                taker.completeExceptionally(e);
            }
        } else {
            refillAfter = System.nanoTime() + TICK.toNanos();
        }
    }

    private synchronized void onFailure(Throwable failure) {
        onEnd();
        if (isClosing()) {
            return;
        }
        LOG.warn(
                "A machine of a pool did not boot: {}",
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        failed++;
        backOff.failed(System.nanoTime());
        if (boots.isEmpty()) {
            takers.forEach(taker -> taker.completeExceptionally(failure));
            takers.clear();
        }
    }

    // ---------------------------------------------------------------- end

    /** Closes a machine in the background; {@link #close} waits for it. */
    private synchronized void retire(UmlMachine machine) {
        Thread closer = daemon(() -> closeOne(machine), "uml-pool-close-" + machine.name());
        closers.add(closer);
        closer.start();
    }

    private void closeOne(UmlMachine machine) {
        try {
            machine.close();
        } finally {
            synchronized (this) {
                closers.remove(Thread.currentThread());
                notifyAll();
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closing) {
                closing = true;
                takers.forEach(taker -> taker.completeExceptionally(new PoolClosedException()));
                takers.clear();
                boots.forEach(Thread::interrupt);
                idle.forEach(this::retire);
                idle.clear();
                notifyAll();
            }
            awaitNothingLeft();
        }
    }

    private synchronized void awaitNothingLeft() {
        boolean interrupted = false;
        while (!boots.isEmpty() || !closers.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public synchronized int idle() {
        return (int) idle.stream().filter(UmlMachine::isAlive).count();
    }

    @Override
    public synchronized boolean awaitIdle(int machines, Duration timeout) throws InterruptedException {
        if (machines < 1 || machines > size) {
            throw new IllegalArgumentException("A pool of " + size + " never has " + machines + " idle machines");
        }
        Duration limit = limited(timeout);
        long start = System.nanoTime();
        while (true) {
            requireOpen();
            if (idle() >= machines) {
                return true;
            }
            long left = limit.toNanos() - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public synchronized Stats stats() {
        return new Stats(taken, hits, booted, failed, died, shrunk, lastBoot);
    }

    @Override
    public synchronized String toString() {
        return "pool of " + size + " machines, " + idle.size() + " idle, " + boots.size() + " booting, " + takers.size()
                + " takers waiting; " + stats();
    }
}
