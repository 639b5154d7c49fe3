package io.umlmachine.samples.benchmarks;

import io.umlmachine.Command;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * TCP between a program in a machine and a socket of the host. The clock runs from the connection to the moment at which
 * the receiver's word of having it all is here.
 */
final class Transfer {

    static final int BYTES = 100_000_000;

    private static final int BUFFER = 1 << 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Needs no module, as minimal images have none: sockaddr_in by hand. A byte back says that all has arrived. */
    private static final String GUEST = """
            my ($address, $port, $bytes, $sends) = @ARGV;
            socket(my $socket, 2, 1, 0) or die "socket: $!\\n";
            connect($socket, pack('S n C4 x8', 2, $port, split(/\\./, $address))) or die "connect: $!\\n";
            my $buffer = 'x' x 65536;
            for (my $done = 0; $done < $bytes;) {
                my $left = $bytes - $done;
                $left = 65536 if $left > 65536;
                my $count = $sends ? syswrite($socket, $buffer, $left) : sysread($socket, $buffer, $left);
                die "after $done bytes: $!\\n" unless $count;
                $done += $count;
            }
            $sends ? sysread($socket, $buffer, 1) : syswrite($socket, 'k', 1) or die "word: $!\\n";
            """;

    private final UmlMachine machine;
    private final InetAddress listen;
    private final String address;

    /**
     * Transfers of a machine.
     *
     * @param listen the host's address to listen on
     * @param address what the machine calls it
     */
    Transfer(UmlMachine machine, InetAddress listen, String address) {
        this.machine = machine;
        this.listen = listen;
        this.address = address;
    }

    void toGuest(Series times) throws IOException, InterruptedException {
        run(times, false);
    }

    void toHost(Series times) throws IOException, InterruptedException {
        run(times, true);
    }

    private void run(Series times, boolean guestSends) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, listen)) {
            server.setSoTimeout((int) PATIENCE.toMillis());
            GuestProcess guest = machine.start(Command.of(
                            "perl",
                            "-e",
                            GUEST,
                            address,
                            Integer.toString(server.getLocalPort()),
                            Integer.toString(BYTES),
                            guestSends ? "1" : "")
                    .timeout(PATIENCE));
            try (Socket socket = server.accept()) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                times.time(() -> {
                    if (guestSends) {
                        receive(socket);
                    } else {
                        send(socket);
                    }
                });
            }
            if (guest.waitFor().code() != 0) {
                throw new IOException("The guest's side of a transfer failed: "
                        + new String(guest.stderr().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        }
    }

    private static void send(Socket socket) throws IOException {
        byte[] buffer = new byte[BUFFER];
        OutputStream out = socket.getOutputStream();
        for (int left = BYTES; left > 0; left -= BUFFER) {
            out.write(buffer, 0, Math.min(left, BUFFER));
        }
        if (socket.getInputStream().read() != 'k') {
            throw new IOException("The guest did not receive everything");
        }
    }

    private static void receive(Socket socket) throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream in = socket.getInputStream();
        for (int left = BYTES; left > 0; ) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("The guest sent " + left + " bytes too few");
            }
            left -= count;
        }
        socket.getOutputStream().write('k');
    }
}
