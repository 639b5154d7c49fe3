package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.umlmachine.UmlMachine;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What root in a guest does not reach of the host, and what it reaches. */
@Timeout(180)
class SlirpIsolationIT {

    /**
     * Sends the first packet of a TCP connection by hand, past the guest's routes, which would not let it leave: SYN from
     * 10.0.2.100 to ADDRESS:PORT. The gateway's hardware address is what libslirp makes of its IPv4 address. A host that is
     * reached answers, and that is printed.
     */
    private static final String RAW_SYN = """
            my ($address, $port) = @ARGV;
            sub checksum {
                my $sum = 0;
                $sum += $_ for unpack('n*', $_[0] . (length($_[0]) % 2 ? "\\0" : ''));
                $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
                return ~$sum & 0xffff;
            }
            open(my $file, '<', '/sys/class/net/vec0/address') or die $!;
            my $mac = pack('H12', join('', split(/:/, scalar(<$file>) =~ s/\\s//r)));
            open($file, '<', '/sys/class/net/vec0/ifindex') or die $!;
            my $index = <$file> + 0;
            my ($from, $to) = map { pack('C4', split(/\\./)) } '10.0.2.100', $address;
            my $source = 20000 + int(rand(20000));
            my $tcp = pack('n n N N C C n n n', $source, $port, 1000, 0, 5 << 4, 2, 65535, 0, 0);
            substr($tcp, 16, 2) = pack('n', checksum($from . $to . pack('C C n', 0, 6, length $tcp) . $tcp));
            my $ip = pack('C C n n n C C n', 0x45, 0, 20 + length $tcp, 1, 0, 64, 6, 0) . $from . $to;
            substr($ip, 10, 2) = pack('n', checksum($ip));
            socket(my $socket, 17, 3, 0x0008) or die "packet socket: $!";    # ETH_P_IP, in the network's order
            my $link = pack('S n l S C C a8', 17, 0x0800, $index, 0, 0, 6, pack('H12', '52550a000202'));
            bind($socket, $link) or die "bind: $!";
            my $frame = pack('H12', '52550a000202') . $mac . pack('n', 0x0800) . $ip . $tcp;
            for (1 .. 3) {
                send($socket, $frame, 0, $link) or die "send: $!";
                my $end = time + 2;
                while (time < $end) {
                    my $ready = '';
                    vec($ready, fileno($socket), 1) = 1;
                    select($ready, undef, undef, 1) or next;
                    recv($socket, my $answer, 2000, 0);
                    next if length $answer < 48 || substr($answer, 26, 4) ne $to || substr($answer, 23, 1) ne "\\6";
                    next if unpack('n', substr($answer, 36, 2)) != $source;
                    print unpack('C', substr($answer, 47, 1)) == 0x12 ? 'connected' : 'reset';
                    exit;
                }
            }
            print 'silence';
            """;

    private static UmlMachine boot(Slirp network) throws InterruptedException {
        return UmlMachine.builder().image(TestImage.path()).network(network).boot();
    }

    private static ServerSocket listen(String address) throws IOException {
        return new ServerSocket(0, 5, InetAddress.getByName(address));
    }

    private static String syn(UmlMachine vm, String address, ServerSocket service) throws InterruptedException {
        return vm.exec(Guests.perl(RAW_SYN, address, Integer.toString(service.getLocalPort())))
                .orThrow()
                .stdout();
    }

    private static void assertUntouched(ServerSocket service) throws IOException {
        service.setSoTimeout(100);
        assertThatThrownBy(service::accept)
                .as("a connection from the guest to %s", service)
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void noServiceOfTheHostsLoopbackIsReached() throws Exception {
        try (ServerSocket service = listen("127.0.0.1");
                ServerSocket other = listen("127.0.0.53");
                UmlMachine vm = boot(Slirp.create())) {
            for (String address : List.of("10.0.2.2", "10.0.2.3", "10.0.2.255", "127.0.0.1")) {
                assertThat(Guests.connect(vm, address, service.getLocalPort(), ""))
                        .as(address)
                        .isIn("Connection refused", "No route to host", "Network is unreachable", "Permission denied");
            }
            for (String address : List.of("127.0.0.1", "0.0.0.0", "10.0.2.2", "10.0.2.3")) {
                assertThat(syn(vm, address, service)).as(address).isIn("silence", "reset");
            }
            assertThat(syn(vm, "127.0.0.53", other)).isIn("silence", "reset");
            assertUntouched(service);
            assertUntouched(other);
        }
    }

    /** The counterpart of the test above: without isolation the same packets arrive, so that their silence means something. */
    @Test
    void aHostThatIsNotIsolatedIsReachedByThoseWays() throws Exception {
        try (ServerSocket service = listen("127.0.0.1");
                UmlMachine vm = boot(Slirp.create().isolateHost(false))) {
            for (String address : List.of("127.0.0.1", "0.0.0.0", "10.0.2.2")) {
                assertThat(syn(vm, address, service)).as(address).isEqualTo("connected");
                service.setSoTimeout(10_000);
                service.accept().close();
            }
            // The name server's address is that of a name server only, all the same.
            assertThat(syn(vm, "10.0.2.3", service)).isIn("silence", "reset");
        }
    }

    /** What the javadoc of isolateHost says that it does not keep the guest from. */
    @Test
    void otherAddressesOfTheHostAreReached() throws Exception {
        Optional<Inet4Address> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .filter(candidate -> !candidate.isLoopbackAddress() && !candidate.isLinkLocalAddress())
                .findFirst();
        assumeTrue(address.isPresent(), "This host has no address but loopback");
        try (ServerSocket service = new ServerSocket(0, 5, address.get());
                UmlMachine vm = boot(Slirp.create())) {
            Thread server = new Thread(() -> {
                try (Socket client = service.accept()) {
                    client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The guest's answer shows it.
                    return;
                }
            });
            server.setDaemon(true);
            server.start();
            assertThat(Guests.connect(vm, address.get().getHostAddress(), service.getLocalPort(), ""))
                    .isEqualTo("hello");
        }
    }
}
