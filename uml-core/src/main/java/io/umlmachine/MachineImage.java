package io.umlmachine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that machines can boot from: a file, or something that leads to one, such as a recipe that is built when it is
 * first asked for. Implementations are thread-safe.
 */
@FunctionalInterface
public interface MachineImage {

    /**
     * Makes the image available and keeps it until the lease is closed. May take long, if the image must be built first.
     *
     * @return the image, in use
     * @throws IOException if it cannot be read or made
     * @throws InterruptedException if the thread is interrupted
     */
    Lease acquire() throws IOException, InterruptedException;

    /**
     * An image in a file that its owner keeps. The file must not change while a machine's overlay refers to it.
     *
     * @param file a raw ext4 file system, without a partition table
     * @return the image
     */
    static MachineImage file(Path file) {
        return () -> Lease.of(file.toAbsolutePath());
    }

    /** An image in use. Closing it lets it be removed. */
    interface Lease extends AutoCloseable {

        /**
         * Where the image is.
         *
         * @return an absolute path
         */
        Path path();

        /** Ends the use; does nothing the second time. */
        @Override
        void close();

        /**
         * A lease of a file that nobody manages.
         *
         * @param file the image
         * @return a lease whose close does nothing
         */
        static Lease of(Path file) {
            return new Lease() {
                @Override
                public Path path() {
                    return file;
                }

                @Override
                public void close() {
                    // Nobody to tell.
                }
            };
        }
    }
}
