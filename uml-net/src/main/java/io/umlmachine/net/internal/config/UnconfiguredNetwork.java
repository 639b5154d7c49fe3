package io.umlmachine.net.internal.config;

import io.umlmachine.ExecResult;
import io.umlmachine.GuestInterface;
import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import io.umlmachine.PortForward;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network whose interface the image's own configuration sets up, that of ifupdown: the device is there under the name that
 * such configurations expect. The image's own init applies them; where none runs, they are applied as it would.
 * Thread-safe.
 *
 * @param network what the device is connected to
 */
record UnconfiguredNetwork(Network network) implements Network {

    @Override
    public Attachment attach(NetworkHost host) throws IOException, InterruptedException {
        return new Unconfigured(network.attach(host));
    }

    private record Unconfigured(Attachment attachment) implements Attachment {

        /** As User-Mode Linux called its first device as long as pbuilder-uml lived: what configurations in images speak of. */
        private static final String NAME = "eth0";

        /** Of sysexits.h: something was found in an unconfigured state. */
        private static final int NO_IFUP = 78;

        /**
         * An init of the image does that itself: the agent, which is in Perl, is not PID 1 then. What ifupdown takes to be up
         * is that no more when another device comes.
         */
        private static final String APPLY = """
                [ "$(cat /proc/1/comm)" = perl ] || exit 0
                command -v ifup >/dev/null || exit %d
                mkdir -p /run/network
                [ ! -s /run/network/ifstate ] || ifdown -a --force >/dev/null 2>&1 || :
                exec ifup -a
                """.formatted(NO_IFUP);

        @Override
        public List<String> kernelArguments() {
            return attachment.kernelArguments();
        }

        @Override
        public Optional<GuestInterface> guestInterface() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> deviceNames() {
            return attachment
                    .guestInterface()
                    .map(face -> Map.of(face.name(), NAME))
                    .orElse(Map.of());
        }

        @Override
        public Map<String, String> environment() {
            return attachment.environment();
        }

        @Override
        public void up(UmlMachine machine) throws IOException, InterruptedException {
            ExecResult applied = machine.exec("sh", "-c", APPLY);
            if (applied.exitCode() == NO_IFUP) {
                throw new IOException(
                        "Nothing in the image sets up its network, as UML_IP=dhcp asks for: it lacks ifup;"
                                + " install ifupdown and isc-dhcp-client in it, and write /etc/network/interfaces");
            }
            if (!applied.success()) {
                throw new IOException("The image's own configuration does not set up its network: "
                        + applied.stderr().strip());
            }
            attachment.up(machine);
        }

        @Override
        public void suspend() throws IOException {
            attachment.suspend();
        }

        @Override
        public void resume() throws IOException, InterruptedException {
            attachment.resume();
        }

        @Override
        public List<PortForward> forwards() {
            return attachment.forwards();
        }

        @Override
        public PortForward forward(PortForward wish) throws IOException, InterruptedException {
            return attachment.forward(wish);
        }

        @Override
        public void remove(PortForward forward) throws IOException, InterruptedException {
            attachment.remove(forward);
        }

        @Override
        public void close() {
            attachment.close();
        }
    }
}
