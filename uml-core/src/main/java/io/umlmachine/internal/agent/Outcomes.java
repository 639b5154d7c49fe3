package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waits for futures that fail with {@link UmlException}s only. */
public final class Outcomes {

    private Outcomes() {}

    /** The future's value, or its failure thrown as it is. */
    public static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    /** The failure itself, without the future's wrapping; to be thrown. */
    public static UmlException unwrap(ExecutionException wrapped) {
        Throwable cause = wrapped.getCause();
        if (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UmlException failure) {
            // Thrown in more than one thread, perhaps: each adds where it waited.
            failure.addSuppressed(new Exception("Waited for here"));
            return failure;
        }
        throw new AssertionError("Only a UmlException ends a command", cause);
    }
}
