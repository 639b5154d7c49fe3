package io.umlmachine.internal.machine;

import io.umlmachine.BootException;
import io.umlmachine.BootException.Phase;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystemException;

/**
 * Steps of a boot that leave either their result or nothing: what they took is given back if one of them fails, and the
 * failure says how far they had come. For one thread.
 */
final class BootAttempt {

    private final Resources resources = new Resources();
    private Phase phase;

    private BootAttempt(Phase phase) {
        this.phase = phase;
    }

    /** What leads to a result. */
    @FunctionalInterface
    interface Steps<T> {
        T take(BootAttempt attempt) throws IOException, InterruptedException;
    }

    /**
     * Takes the steps.
     *
     * @throws BootException if one fails
     */
    static <T> T of(Phase first, Steps<T> steps) throws InterruptedException {
        BootAttempt attempt = new BootAttempt(first);
        try {
            return steps.take(attempt);
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            // What a channel makes of an interrupt; to a caller it is one.
            Thread.interrupted();
            attempt.resources.closeSuppressed(e);
            throw (InterruptedException) new InterruptedException("Interrupted while booting").initCause(e);
        } catch (IOException e) {
            attempt.resources.closeSuppressed(e);
            throw new BootException(attempt.phase, messageOf(e), e);
        } catch (LinkageError e) {
            // JNA unpacks a library of its own when it is first used.
            attempt.resources.closeSuppressed(e);
            throw new BootException(
                    attempt.phase,
                    "The C library cannot be called: " + e.getMessage() + "; " + System.getProperty("java.io.tmpdir")
                            + " needs some room and must not be mounted noexec; or name another directory with"
                            + " -Djna.tmpdir=DIR",
                    e);
        } catch (InterruptedException | RuntimeException | Error e) {
            attempt.resources.closeSuppressed(e);
            throw e;
        }
    }

    private static String messageOf(IOException e) {
        // The message of these is no more than the name of a file.
        return e.getMessage() == null || e instanceof FileSystemException ? e.toString() : e.getMessage();
    }

    /** What the steps have taken so far. */
    Resources resources() {
        return resources;
    }

    /** Something that goes if a later step fails. */
    <T extends AutoCloseable> T add(T resource) {
        return resources.add(resource);
    }

    void enter(Phase next) {
        phase = next;
    }

    Phase phase() {
        return phase;
    }
}
