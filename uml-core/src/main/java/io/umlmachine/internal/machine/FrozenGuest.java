package io.umlmachine.internal.machine;

import io.umlmachine.Command;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Interrupts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A guest whose root file system is frozen: everything is written out, its journal is empty, and who writes waits. A
 * process of the guest freezes it (FIFREEZE, as fsfreeze(8) does), says so, and thaws it when it is told to or hears no
 * more of us. Another one, in a session of its own, thaws it if that one is killed. For one thread.
 */
final class FrozenGuest implements AutoCloseable {

    /**
     * Numbers are setsid(2) and those of linux/fs.h. The guard gets a byte when it is not needed any more; without one it
     * might thaw what somebody else has frozen since.
     */
    private static final String SCRIPT = """
            # FIFREEZE-by-us: a mark to be found by
            $SIG{PIPE} = 'IGNORE';
            sysopen(my $root, '/', 0) or die "open /: $!\\n";
            pipe(my $word, my $life) or die "pipe: $!\\n";
            my $guard = fork();
            die "fork: $!\\n" unless defined $guard;
            if ($guard == 0) {
                syscall(112);
                $SIG{$_} = 'IGNORE' for qw(HUP INT TERM QUIT);
                close $_ for $life, *STDIN, *STDOUT, *STDERR;
                my $read = sysread($word, my $byte, 1);
                ioctl($root, 0xC0045878, 0) unless $read;
                kill 'KILL', $$;
            }
            close $word;
            unless (ioctl($root, 0xC0045877, 0)) {
                my $reason = "$!";
                syswrite($life, 'x');
                die "$reason\\n";
            }
            syswrite(STDOUT, "frozen\\n");
            sysread(STDIN, my $go, 1);
            ioctl($root, 0xC0045878, 0) or die "thaw: $!\\n";
            syswrite($life, 'x');
            waitpid($guard, 0);
            syswrite(STDOUT, "thawed\\n");
            """;

    /** For a guest that is busy, on a host that is. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GuestProcess process;
    private final BufferedReader output;
    private boolean released;

    private FrozenGuest(GuestProcess process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    /**
     * Freezes a guest; if that fails, it is not frozen.
     *
     * @throws IOException if it cannot be frozen, because it is already for example
     */
    static FrozenGuest freeze(UmlMachine machine) throws IOException, InterruptedException {
        FrozenGuest guest = new FrozenGuest(machine.start(Command.of("perl", "-e", SCRIPT)));
        try {
            String word = guest.readLine();
            if (!"frozen".equals(word)) {
                throw new IOException("The file system of " + machine + " cannot be frozen: " + guest.errors());
            }
            return guest;
        } catch (IOException | InterruptedException | RuntimeException e) {
            guest.close();
            throw e;
        }
    }

    private String readLine() throws IOException, InterruptedException {
        try {
            return String.valueOf(output.readLine());
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (IOException e) {
            if (e.getCause() instanceof UmlException death) {
                throw death;
            }
            throw e;
        }
    }

    private String errors() throws IOException {
        return new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /**
     * Thaws the guest. If this is interrupted, it thaws all the same, and is not waited for.
     *
     * @throws IOException if it was not frozen any more, so that the disk may have changed meanwhile
     */
    void thaw() throws IOException, InterruptedException {
        letGo();
        if (!"thawed".equals(readLine())) {
            throw new IOException("The guest did not stay frozen: " + errors());
        }
    }

    /** Ends the input of the process in the guest, upon which it thaws; if that fails, its guard will. */
    private void letGo() {
        released = true;
        try {
            Interrupts.defer(() -> process.stdin().close());
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Thaws the guest if that was not done, and waits for it; an interrupt ends the wait and is kept for later. */
    @Override
    public void close() {
        if (released) {
            return;
        }
        letGo();
        Interrupts.defer(() -> {
            try {
                process.onExit().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                // The machine has ended, and nothing is frozen any more.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException e) {
                process.destroyForcibly();
            }
        });
    }
}
