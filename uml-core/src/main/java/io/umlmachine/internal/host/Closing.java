package io.umlmachine.internal.host;

import java.io.IOException;

/** Who closes what is handed over if all goes well. */
public final class Closing {

    private Closing() {}

    /** Something that may go wrong. */
    @FunctionalInterface
    public interface Action<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /** A resource whose end goes wrong with an {@link IOException} at most. */
    @FunctionalInterface
    public interface Resource extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /**
     * Does something that leaves a resource to somebody else, and closes it if that goes wrong. What the close throws is
     * suppressed in what went wrong.
     */
    public static <T> T onFailure(Resource resource, Action<T> action) throws IOException, InterruptedException {
        try {
            return action.run();
        } catch (Throwable e) {
            try (resource) {
                throw e;
            }
        }
    }
}
