package io.umlmachine.net;

import io.umlmachine.Command;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What tests do in guests, whose image has perl and no program for networks. */
final class Guests {

    /** Serves HTTP at a port: its argument; the answer is the second one. */
    private static final String HTTP_SERVER = """
            my ($port, $answer) = @ARGV;
            socket(my $server, 2, 1, 0) or die "socket: $!";
            setsockopt($server, 1, 2, 1);
            bind($server, pack('S n C4 x8', 2, $port, 0, 0, 0, 0)) or die "bind: $!";
            listen($server, 5) or die "listen: $!";
            $| = 1;
            print "listening\\n";
            while (accept(my $client, $server)) {
                my $request = '';
                while ($request !~ /\\r\\n\\r\\n/) { sysread($client, $request, 4096, length $request) or last }
                syswrite($client, "HTTP/1.1 200 OK\\r\\nContent-Length: " . length($answer)
                    . "\\r\\nConnection: close\\r\\n\\r\\n" . $answer);
                close $client;
            }
            """;

    /** Sends datagrams back, in capital letters. */
    private static final String UDP_ECHO = """
            my ($port) = @ARGV;
            socket(my $socket, 2, 2, 0) or die "socket: $!";
            bind($socket, pack('S n C4 x8', 2, $port, 0, 0, 0, 0)) or die "bind: $!";
            $| = 1;
            print "listening\\n";
            while (my $from = recv($socket, my $datagram, 65536, 0)) { send($socket, uc $datagram, 0, $from) }
            """;

    private static final String CONNECT = """
            my ($address, $port, $said) = @ARGV;
            socket(my $socket, 2, 1, 0) or die "socket: $!";
            local $SIG{ALRM} = sub { print 'silence'; exit };
            alarm 10;
            connect($socket, pack('S n C4 x8', 2, $port, split(/\\./, $address))) or do { print "$!"; exit };
            syswrite($socket, $said);
            my $answer = '';
            while (sysread($socket, $answer, 65536, length $answer)) { }
            print $answer;
            """;

    private static final String LINK = """
            my ($interface, $up) = @ARGV;
            socket(my $socket, 2, 2, 0) or die "socket: $!";
            my $request = pack('a16 x24', $interface);
            ioctl($socket, 0x8913, $request) or die "SIOCGIFFLAGS: $!\\n";
            my $flags = unpack('x16 S', $request);
            $request = pack('a16 S x22', $interface, $up ? $flags | 1 : $flags & ~1);
            ioctl($socket, 0x8914, $request) or die "SIOCSIFFLAGS: $!\\n";
            """;

    /** What the host's kernel takes away with a link that goes down; 0x890b is SIOCADDRT. */
    private static final String ROUTE = """
            socket(my $socket, 2, 2, 0) or die "socket: $!";
            my ($any, $gateway) = map { pack('S n C4 x8', 2, 0, split(/\\./)) } '0.0.0.0', '10.0.2.2';
            my $route = pack('Q a16 a16 a16 S s x4 Q Q s x6 Q Q Q S x6', 0, $any, $gateway, $any, 3, 0, 0, 0, 0, 0, 0, 0, 0);
            ioctl($socket, 0x890b, $route) or die "SIOCADDRT: $!\\n";
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Guests() {}

    /** Starts a web server whose every page is the answer; it listens when this returns. */
    static GuestProcess serveHttp(UmlMachine vm, int port, String answer) throws Exception {
        return serve(vm, HTTP_SERVER, Integer.toString(port), answer);
    }

    static GuestProcess echoUdp(UmlMachine vm, int port) throws Exception {
        return serve(vm, UDP_ECHO, Integer.toString(port));
    }

    private static GuestProcess serve(UmlMachine vm, String script, String... arguments) throws Exception {
        GuestProcess server = vm.start(perl(script, arguments));
        byte[] line = server.stdout().readNBytes("listening\n".length());
        if (!new String(line).equals("listening\n")) {
            throw new IllegalStateException(new String(server.stderr().readAllBytes()));
        }
        return server;
    }

    /** What a server answers, or why there is none; {@code silence} after ten seconds. */
    static String connect(UmlMachine vm, String address, int port, String said) throws InterruptedException {
        return vm.exec(perl(CONNECT, address, Integer.toString(port), said))
                .orThrow()
                .stdout();
    }

    static void linkDown(UmlMachine vm) throws InterruptedException {
        vm.exec(perl(LINK, "vec0", "0")).orThrow();
    }

    /** The kernel keeps the address of a link that is down, and forgets its routes. */
    static void linkUp(UmlMachine vm) throws InterruptedException {
        vm.exec(perl(LINK, "vec0", "1")).orThrow();
        vm.exec(perl(ROUTE)).orThrow();
    }

    static String tryLinkUp(UmlMachine vm) throws InterruptedException {
        return vm.exec(perl(LINK, "vec0", "1")).stderr();
    }

    static Command perl(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("perl", "-e", script));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new)).timeout(PATIENCE);
    }

    /** The processes of the slirp4netns of a machine. */
    static List<ProcessHandle> helpersOf(UmlMachine vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String command = process.info().commandLine().orElse("");
                    return command.contains("slirp4netns") && command.contains(vm.name());
                })
                .toList();
    }
}
