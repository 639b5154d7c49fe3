package io.umlmachine.samples.benchmarks;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A command through the library against the same one that a Perl program in the guest forks and executes. */
final class ExecBenchmark implements Benchmark {

    private static final String EXEC = "exec of /bin/true";

    private static final int REPEATS = 50;

    /** Needs no module, as minimal images have few; the call is clock_gettime, by its number on x86-64. */
    private static final String LOOP = """
            sub now {
                my $time = "\\0" x 16;
                syscall(228, 1, $time);
                my ($seconds, $nanos) = unpack "q q", $time;
                return $seconds * 1e9 + $nanos;
            }
            my $start = now();
            for (1 .. $ARGV[0]) {
                my $pid = fork;
                exec "/bin/true" unless $pid;
                waitpid $pid, 0;
            }
            printf "%d\\n", (now() - $start) / $ARGV[0];
            """;

    @Override
    public List<String> names() {
        return List.of(EXEC);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        Series exec = new Series();
        Series fork = new Series();
        try (UmlMachine machine = setup.machine().boot()) {
            exec(machine);
            for (int round = 0; round < rounds; round++) {
                exec.add(exec(machine));
                fork.add(fork(machine));
            }
        }
        return List.of(Row.ratio(EXEC, exec, "fork and exec in the guest", fork, Target.atMost(2, "×")));
    }

    private static Duration exec(UmlMachine machine) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
            machine.exec("/bin/true").orThrow();
        }
        return Duration.ofNanos((System.nanoTime() - start) / REPEATS);
    }

    private static Duration fork(UmlMachine machine) throws InterruptedException {
        String nanos = machine.exec("perl", "-e", LOOP, Integer.toString(REPEATS))
                .orThrow()
                .stdout();
        return Duration.ofNanos(Long.parseLong(nanos.strip()));
    }
}
