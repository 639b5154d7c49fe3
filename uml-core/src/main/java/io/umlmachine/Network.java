package io.umlmachine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a machine is connected to. {@link #none()} is the default; the module {@code io.umlmachine.net} has others.
 * Implementations are thread-safe, and one object may serve many machines: each gets its own {@link Attachment}.
 */
public interface Network {

    /**
     * Starts the host's side of one machine's network. Called before the kernel starts.
     *
     * @param host what the machine offers for this
     * @return the host's side, which the machine closes when it ends
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    Attachment attach(NetworkHost host) throws IOException, InterruptedException;

    /**
     * Loopback only: v4, and v6 if the kernel has it built in, which Debian's 6.1 has not.
     *
     * @return the network that every machine has if none is set
     */
    static Network none() {
        return host -> Attachment.LOOPBACK_ONLY;
    }

    /** The host's side of one machine's network. */
    interface Attachment extends AutoCloseable {

        /** No network but loopback. */
        Attachment LOOPBACK_ONLY = new Attachment() {
            @Override
            public List<String> kernelArguments() {
                return List.of();
            }

            @Override
            public Optional<GuestInterface> guestInterface() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        };

        /**
         * What the kernel must be told, such as {@code vec0:transport=bess,dst=/path}.
         *
         * @return words for the kernel command line, without spaces
         */
        List<String> kernelArguments();

        /**
         * What the agent sets up in the guest.
         *
         * @return the guest's side, or empty for loopback only
         */
        Optional<GuestInterface> guestInterface();

        /** Ends the host's side and waits until it is gone. Does nothing the second time. */
        @Override
        void close();
    }
}
