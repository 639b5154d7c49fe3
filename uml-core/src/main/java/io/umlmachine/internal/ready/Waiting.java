package io.umlmachine.internal.ready;

import io.umlmachine.MachineClosedException;
import io.umlmachine.Ready;
import io.umlmachine.ReadyTimeoutException;
import io.umlmachine.ReadyWait;
import io.umlmachine.UmlMachine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A wait for one strategy, in a thread of its own that can be left whatever the strategy does. Thread-safe. */
public final class Waiting implements ReadyWait {

    private final UmlMachine machine;
    private final Ready ready;
    private final Consumer<String> onSaw;
    private final long begin = System.nanoTime();
    private final CompletableFuture<Void> met = new CompletableFuture<>();
    private final Thread thread;
    private volatile String lastSeen = "";

    private Waiting(UmlMachine machine, Ready ready, Consumer<String> onSaw) {
        this.machine = machine;
        this.ready = ready;
        this.onSaw = onSaw;
        this.thread = new Thread(this::run, "uml-ready-" + machine.name());
        thread.setDaemon(true);
    }

    /** Waits as {@link UmlMachine#await} says. */
    public static void await(UmlMachine machine, Ready ready) throws InterruptedException {
        // Before the strategy starts, so that one which sees the machine's end cannot be first to tell it.
        CompletableFuture<Void> exit = machine.onExit();
        Waiting waiting = start(machine, ready, saw -> {});
        try {
            if (!waiting.awaitUnless(exit)) {
                throw new MachineClosedException(machine.name());
            }
        } finally {
            waiting.leave();
        }
    }

    /** Begins to wait; {@code onSaw} gets what the strategy sees. */
    static Waiting start(UmlMachine machine, Ready ready, Consumer<String> onSaw) {
        Waiting waiting = new Waiting(machine, ready, onSaw);
        waiting.thread.start();
        return waiting;
    }

    private void run() {
        try {
            ready.await(this);
            met.complete(null);
        } catch (InterruptedException | RuntimeException | Error e) {
            met.completeExceptionally(e);
        }
    }

    /** Completes when the machine is ready, or exceptionally with what the strategy threw. Knows of no time. */
    CompletableFuture<Void> met() {
        return met;
    }

    /**
     * Waits until the machine is ready or something else has come to its end, at most as long as the strategy says.
     *
     * @return whether the machine is ready
     */
    boolean awaitUnless(CompletableFuture<?> end) throws InterruptedException {
        long left = ready.timeout().toNanos() - (System.nanoTime() - begin);
        try {
            CompletableFuture.anyOf(met, end).get(Math.max(0, left), TimeUnit.NANOSECONDS);
            return met.isDone();
        } catch (TimeoutException e) {
            throw new ReadyTimeoutException(ready.awaited(), ready.timeout(), lastSeen, machine.console());
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** What a strategy or a machine's end failed with, to be thrown as it is. */
    private static RuntimeException failure(Throwable cause) throws InterruptedException {
        if (cause instanceof CompletionException && cause.getCause() != null) {
            return failure(cause.getCause());
        }
        // It was made in another thread, perhaps for several: each adds where it waited.
        cause.addSuppressed(new Exception("Waited for here"));
        if (cause instanceof InterruptedException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return (RuntimeException) cause;
    }

    /** Ends the strategy's thread, if it still runs. */
    void leave() {
        if (!met.isDone()) {
            thread.interrupt();
        }
    }

    @Override
    public UmlMachine machine() {
        return machine;
    }

    @Override
    public void saw(String state) {
        lastSeen = state;
        onSaw.accept(state);
    }
}
