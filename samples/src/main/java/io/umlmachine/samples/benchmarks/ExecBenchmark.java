package io.umlmachine.samples.benchmarks;

import io.umlmachine.CpuPlacement;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A command through the library against the same one that a Perl program in the guest forks and executes. */
final class ExecBenchmark {

    private static final int REPEATS = 50;
    private static final String LOOP = """
            use Time::HiRes "time";
            my $start = time;
            for (1 .. $ARGV[0]) {
                my $pid = fork;
                exec "/bin/true" unless $pid;
                waitpid $pid, 0;
            }
            printf "%d\\n", (time - $start) * 1e9 / $ARGV[0];
            """;

    private final Path image;
    private final CpuPlacement placement;

    ExecBenchmark(Path image, CpuPlacement placement) {
        this.image = image;
        this.placement = placement;
    }

    List<Row> run(int rounds) throws IOException, InterruptedException {
        Series exec = new Series();
        Series fork = new Series();
        try (UmlMachine machine =
                UmlMachine.builder().image(image).placement(placement).boot()) {
            exec(machine);
            for (int round = 0; round < rounds; round++) {
                exec.add(exec(machine));
                fork.add(fork(machine));
            }
        }
        return List.of(Row.ratio("exec of /bin/true", exec, "fork and exec in the guest", fork, "≤ 2×"));
    }

    private static Duration exec(UmlMachine machine) throws IOException, InterruptedException {
        return Benchmarks.time(() -> {
                    for (int i = 0; i < REPEATS; i++) {
                        machine.exec("/bin/true").orThrow();
                    }
                })
                .dividedBy(REPEATS);
    }

    private static Duration fork(UmlMachine machine) throws InterruptedException {
        String nanos = machine.exec("perl", "-e", LOOP, Integer.toString(REPEATS))
                .orThrow()
                .stdout();
        return Duration.ofNanos(Long.parseLong(nanos.strip()));
    }
}
