package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.PortForward;
import io.umlmachine.net.PortUnavailableException;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HostPortTest {

    private static ServerSocket server(InetSocketAddress address, boolean reuse) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(reuse);
        server.bind(address);
        return server;
    }

    @Test
    void aFreePortIsOneThatSomethingElseCanListenAt() throws IOException {
        try (HostPort port = HostPort.reserve(PortForward.tcp(0, 80))) {
            assertThat(port.forward().host().getPort()).isPositive();
            assertThat(port.forward().guestPort()).isEqualTo(80);
            port.yield();
            // As libslirp does.
            server(port.forward().host(), true).close();
            // As most programs do that do not listen: they do not get it.
            assertThatThrownBy(() -> server(port.forward().host(), false)).isInstanceOf(BindException.class);
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsHolder() throws IOException {
        try (ServerSocket holder = server(PortForward.tcp(0, 80).host(), true)) {
            PortForward wish = PortForward.tcp(holder.getLocalPort(), 80);
            assertThatThrownBy(() -> HostPort.reserve(wish))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("port " + holder.getLocalPort())
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " (java)");
        }
    }

    @Test
    void aServerOfAllAddressesHoldsThePortOfEach() throws IOException {
        try (ServerSocket holder = server(new InetSocketAddress("0.0.0.0", 0), true)) {
            PortForward wish = PortForward.tcp(holder.getLocalPort(), 80);
            assertThatThrownBy(() -> HostPort.reserve(wish))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aPortOfDatagramsIsGivenUpAndKeptAgain() throws IOException {
        try (HostPort port = HostPort.reserve(PortForward.udp(0, 53))) {
            InetSocketAddress address = port.forward().host();
            assertThatThrownBy(() -> new DatagramSocket(address)).isInstanceOf(BindException.class);
            port.yield();
            try (DatagramSocket other = new DatagramSocket(address)) {
                assertThatThrownBy(port::keep)
                        .isInstanceOf(PortUnavailableException.class)
                        .hasMessageContaining("port " + other.getLocalPort())
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid());
            }
            port.keep();
            assertThatThrownBy(() -> new DatagramSocket(address)).isInstanceOf(BindException.class);
        }
    }
}
