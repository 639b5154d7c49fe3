package io.umlmachine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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
     * Loopback only: v4, and v6 if the kernel has it, built in or in modules that are found beside it, as those of
     * Debian's package user-mode-linux are. Modules are loaded when a program first asks for IPv6, which then takes it a
     * tenth of a second or two; the boot takes no longer. The word {@code ipv6.disable=1} on the kernel's command line
     * keeps IPv6 out.
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

        /**
         * Other names for the devices of the guest: they are renamed before its init starts, and before
         * {@link #guestInterface} is set up. For an image that sets up its network itself, and expects a name.
         *
         * @return what a device shall be called, by the kernel's name for it, such as {@code vec0}; none by default
         */
        default Map<String, String> deviceNames() {
            return Map.of();
        }

        /**
         * Variables for the environment of every command of the guest that does not set them itself, such as
         * {@code http_proxy}.
         *
         * @return names and values; none by default
         */
        default Map<String, String> environment() {
            return Map.of();
        }

        /**
         * Called whenever the guest's interface has been set up: at the boot, before anyone else gets the machine; after a
         * reboot; and after {@link #resume}.
         *
         * @param machine the machine; must not be closed here
         * @throws IOException if what is done here fails, and with it the boot
         * @throws InterruptedException if the thread is interrupted
         */
        default void up(UmlMachine machine) throws IOException, InterruptedException {
            // Most have nothing more to do.
        }

        /**
         * Ends the host's side for a while and waits until it is gone; what {@link #kernelArguments} named need not exist
         * until {@link #resume}. The guest's kernel has given its side up before.
         *
         * @throws IOException if it does not end
         */
        default void suspend() throws IOException {
            // For one that has nothing on the host's side but what the guest's kernel opens.
        }

        /**
         * Starts the host's side again, so that {@link #kernelArguments} hold. The guest's kernel takes its side up afterwards.
         *
         * @throws IOException if it cannot be started
         * @throws InterruptedException if the thread is interrupted
         */
        default void resume() throws IOException, InterruptedException {
            // As above.
        }

        /**
         * The ports that are forwarded, with the numbers that they have.
         *
         * @return none by default
         */
        default List<PortForward> forwards() {
            return List.of();
        }

        /**
         * Forwards one more port, at once and after {@link #resume} too.
         *
         * @param wish what to forward
         * @return what is forwarded
         * @throws IOException if it cannot be
         * @throws InterruptedException if the thread is interrupted
         * @throws UnsupportedOperationException if this kind of network forwards no ports
         */
        default PortForward forward(PortForward wish) throws IOException, InterruptedException {
            throw new UnsupportedOperationException("This network forwards no ports");
        }

        /**
         * Forwards a port no more.
         *
         * @param forward as {@link #forwards} has it; unknown ones are passed over
         * @throws IOException if the host's side fails
         * @throws InterruptedException if the thread is interrupted
         */
        default void remove(PortForward forward) throws IOException, InterruptedException {
            // There is none.
        }

        /** Ends the host's side and waits until it is gone. Does nothing the second time. */
        @Override
        void close();
    }
}
