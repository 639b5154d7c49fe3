package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What the agent says of files, as the JDK's exceptions. Numbers are those of errno(3). */
final class GuestFileErrors {

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    private GuestFileErrors() {}

    static IOException read(String path, Payload.Reader payload) throws ProtocolException {
        int errno = payload.u32();
        String reason = "in the guest: " + payload.string();
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(path, null, reason);
            case EPERM, EACCES -> new AccessDeniedException(path, null, reason);
            default -> new FileSystemException(path, null, reason);
        };
    }

    /** The value of a future that fails with {@link UmlException} and {@link FileSystemException} only. */
    static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FileSystemException failure) {
                failure.addSuppressed(new Exception("Waited for here"));
                throw failure;
            }
            throw Outcomes.unwrap(e);
        }
    }
}
