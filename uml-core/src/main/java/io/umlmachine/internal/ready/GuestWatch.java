package io.umlmachine.internal.ready;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.Ready;
import io.umlmachine.ReadyWait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A small program in the guest that looks, by itself, until it sees what is waited for: a look of the host's own would cost
 * a process of the guest each time. It says what else it sees, a line for each change, and exits with 0 at last.
 *
 * @param awaited what is waited for
 * @param program the program
 */
public record GuestWatch(String awaited, Command program) implements Ready {

    private static final String HEAD = """
            use strict;
            my ($what) = @ARGV;
            """;

    private static final String LOOP = """
            $| = 1;
            my $last = '';
            while (1) {
                my ($ready, $seen) = look();
                exit 0 if $ready;
                print "$seen\\n" if $seen ne $last;
                $last = $seen;
                select(undef, undef, undef, 0.025);
            }
            """;

    /** The state of a socket that listens is 0A; the tables are the guest kernel's own, see proc(5). */
    private static final String PORT = """
            sub look {
                my %listening;
                for my $table ('/proc/net/tcp', '/proc/net/tcp6') {
                    open(my $handle, '<', $table) or next;
                    while (<$handle>) {
                        $listening{hex $1} = 1 if /^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F:]+ 0A /;
                    }
                }
                my @ports = sort { $a <=> $b } keys %listening;
                return ($listening{$what}, @ports ? "listening: @ports" : 'nothing listens');
            }
            """;

    private static final String FILE = """
            sub look { return (-l $what || -e _, "no $what") }
            """;

    /** Something listens on a port. */
    public static GuestWatch port(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("Not a TCP port: " + port);
        }
        return new GuestWatch("TCP port " + port, perl(PORT, Integer.toString(port)));
    }

    /** There is something at a path. */
    public static GuestWatch file(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("Not an absolute path: '" + path + "'");
        }
        return new GuestWatch("file " + path, perl(FILE, path));
    }

    private static Command perl(String look, String argument) {
        return Command.of("perl", "-e", HEAD + look + LOOP, argument);
    }

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        Polling.until(() -> watch(wait));
    }

    /** False if the program ended otherwise, as one does that the guest's kernel kills for its memory. */
    private boolean watch(ReadyWait wait) throws InterruptedException {
        GuestProcess process = wait.machine().start(program);
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
            reader.lines().forEach(wait::saw);
            ExitStatus status = process.waitFor();
            if (!status.success()) {
                wait.saw("the watching program ended: " + status + " "
                        + new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
            return status.success();
        } catch (IOException | UncheckedIOException e) {
            // The stream fails when the machine ends, which the wait hears of, or when this thread is interrupted.
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for " + awaited);
            }
            wait.saw("the watching program was lost: " + e);
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
