package io.umlmachine.net;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** TCP between machines and the host, by perl, which every image has. */
final class GuestServer {

    static final int PORT = 7777;

    private static final String SERVER = "$| = 1; socket(my $l, 2, 1, 0) or die $!; setsockopt($l, 1, 2, 1);"
            + "bind($l, pack('S n x12', 2, " + PORT + ")) or die $!; listen($l, 9) or die $!; print qq{listening\\n};"
            + "while (accept(my $c, $l)) { syswrite($c, $ARGV[0]); close $c }";

    private static final String CLIENT = "alarm 20; socket(my $s, 2, 1, 0) or die $!;"
            + "connect($s, pack('S n C4 x8', 2, $ARGV[1], split(/[.]/, $ARGV[0]))) or die qq{$ARGV[0]: $!\\n};"
            + "local $/; print <$s>";

    private GuestServer() {}

    /** Starts a server that tells the machine's name, and waits until it listens. */
    static void start(UmlMachine vm) throws IOException, InterruptedException {
        byte[] answer = new byte["listening\n".length()];
        if (vm.start(Command.of("perl", "-e", SERVER, vm.name())).stdout().readNBytes(answer, 0, answer.length)
                != answer.length) {
            throw new IOException("The guest's server does not listen");
        }
    }

    /** What a server tells a machine. */
    static String askFrom(UmlMachine vm, String address, int port) throws InterruptedException {
        return vm.exec(Command.of("perl", "-e", CLIENT, address, Integer.toString(port))
                        .timeout(Duration.ofSeconds(60)))
                .orThrow()
                .stdout();
    }

    /** What a machine's server tells the host. */
    static String ask(String address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), 20_000);
            socket.setSoTimeout(20_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
