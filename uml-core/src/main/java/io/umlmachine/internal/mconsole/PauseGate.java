package io.umlmachine.internal.mconsole;

import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps apart what a stopped kernel can do from what it cannot. A kernel that stopped waits for its next request without
 * interrupts; a request for which it must sleep (a disk, a file of /proc) lets interrupts in again, one of them may take
 * the next request, {@code go} for one, and the kernel then waits for ever (seen on 6.1). Thread-safe.
 */
final class PauseGate {

    private static final long SLICE_MILLISECONDS = 100;

    private final Mconsole console;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private volatile boolean paused;

    PauseGate(Mconsole console) {
        this.console = console;
    }

    /** What is done at the console. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws MconsoleException, InterruptedException;
    }

    /** Whether a kernel may have to sleep for a request: to change a device. A question about one is none. */
    static boolean isForRunning(String command) {
        return command.startsWith("remove ") || command.startsWith("config ") && command.indexOf('=') >= 0;
    }

    /** Stops the kernel; it stays stopped if it was. */
    void pause() throws MconsoleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            // Before the request: after one that was interrupted the kernel may have stopped.
            paused = true;
            stop();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the kernel go on, if it was stopped. */
    void resume() throws MconsoleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            go();
            paused = false;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Does something for which the kernel must run, or refuses on a paused machine. */
    <T> T running(String command, Action<T> action) throws MconsoleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (paused) {
                throw new MconsoleException(
                        Kind.PAUSED,
                        "The machine is paused, and '" + command
                                + "' could keep its kernel from ever going on: resume it first",
                        "");
            }
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Does something for which the kernel must run, and waits for that while the machine is paused. */
    <T> T onceRunning(Action<T> action) throws MconsoleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (paused) {
                console.requireKernel();
                resumed.await(SLICE_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something that needs no sleep of the kernel while it is stopped. Only a stopped kernel waits for room in the
     * queue of the socket that it answers to, which holds ten datagrams by default: a running one loses the rest, silently.
     */
    <T> T frozen(Action<T> action) throws MconsoleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return paused ? action.run() : stopped(action);
        } finally {
            lock.unlock();
        }
    }

    private <T> T stopped(Action<T> action) throws MconsoleException, InterruptedException {
        // True as well if the request to stop is interrupted: the kernel may have got it.
        boolean mine = true;
        @Nullable Throwable failure = null;
        try {
            mine = stop();
            return action.run();
        } catch (MconsoleException | InterruptedException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            if (mine) {
                goOn(failure);
            }
        }
    }

    private void goOn(@Nullable Throwable failure) throws MconsoleException {
        try {
            Interrupts.defer(this::goUninterrupted);
        } catch (MconsoleException e) {
            if (failure == null && e.kind() != Kind.GONE) {
                throw e;
            }
        }
    }

    private void goUninterrupted() throws MconsoleException {
        try {
            go();
        } catch (InterruptedException e) {
            // The interrupt came while it waited; the request is on its way, and the answer says nothing new.
            Thread.currentThread().interrupt();
        }
    }

    /** False if it had stopped before. */
    private boolean stop() throws MconsoleException, InterruptedException {
        return !refusedAs("stop", "Already stopped");
    }

    private void go() throws MconsoleException, InterruptedException {
        refusedAs("go", "Not stopped");
    }

    /** Whether the kernel refused with these words, which say that there was nothing to do. */
    private boolean refusedAs(String command, String words) throws MconsoleException, InterruptedException {
        try {
            console.send(command, Mconsole.PATIENCE);
            return false;
        } catch (MconsoleException e) {
            if (e.kind() == Kind.REFUSED && e.reply().contains(words)) {
                return true;
            }
            throw e;
        }
    }
}
