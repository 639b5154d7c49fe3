package io.umlmachine.junit.internal;

import io.umlmachine.Command;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import java.time.Duration;

/**
 * What the processes of a guest do. The guest is asked by a command, because the kernel's own list of tasks (sysrq t) panics
 * kernels before 7; only if it does not answer, its kernel is.
 */
final class GuestTasks {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** The fields of /proc/PID/stat after the name: state is the first, ppid the second, utime and stime the 12th and 13th. */
    private static final String LIST = """
            printf "%7s %7s S %8s %-20s %s\\n", "PID", "PPID", "CPU", "WAITS IN", "COMMAND";
            sub text { open my $f, "<", $_[0] or return ""; local $/; my $t = <$f>; defined $t ? $t : "" }
            for my $p (sort { $a <=> $b } map { m{(\\d+)$} } glob "/proc/[0-9]*") {
                next if $p == $$;
                my ($name, $rest) = text("/proc/$p/stat") =~ /\\((.*)\\) (.*)/s or next;
                my @f = split " ", $rest;
                my $words = text("/proc/$p/cmdline");
                $words =~ tr/\\0\\n/  /;
                my $place = text("/proc/$p/wchan");
                printf "%7d %7d %s %7.2fs %-20s %s\\n", $p, $f[1], $f[0], ($f[11] + $f[12]) / 100,
                    $place eq "" || $place eq "0" ? "-" : $place, $words eq "" ? "[$name]" : $words;
            }
            """;

    private GuestTasks() {}

    static String of(UmlMachine machine) {
        try {
            try {
                return askGuest(machine);
            } catch (CommandTimeoutException e) {
                return "the guest did not list them within " + LIMIT.toSeconds() + " s\n" + askKernel(machine);
            } catch (UmlException e) {
                return "the guest did not list them: " + e.getMessage() + "\n" + askKernel(machine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted before they were listed";
        }
    }

    private static String askGuest(UmlMachine machine) throws InterruptedException {
        return machine.exec(Command.of("perl", "-e", LIST).timeout(LIMIT))
                .orThrow()
                .stdout();
    }

    private static String askKernel(UmlMachine machine) throws InterruptedException {
        if (!machine.isAlive()) {
            return "";
        }
        StringBuilder answers = new StringBuilder();
        for (char key : new char[] {'t', 'm'}) {
            try {
                answers.append(machine.sysrq(key)).append('\n');
            } catch (UmlException e) {
                answers.append("sysrq ")
                        .append(key)
                        .append(": ")
                        .append(e.getMessage())
                        .append('\n');
            }
        }
        return answers.toString();
    }
}
