package io.umlmachine.samples.benchmarks;

import io.umlmachine.CpuPlacement;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlKernel;
import io.umlmachine.image.DebianImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures machines against the bare kernel and prints a table of medians, ratios and targets. The runs to compare take
 * turns, so that what else the host does touches them alike; a ratio is the median of the ratios of neighbours.
 */
public final class Benchmarks {

    private static final String SUITE = "bookworm";
    private static final int DEFAULT_ROUNDS = 9;

    /** One CPU for every run that is pinned. */
    private static final int CPU = Runtime.getRuntime().availableProcessors() - 1;

    private Benchmarks() {}

    /**
     * Runs them all.
     *
     * @param args the number of rounds, or nothing for 9
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(args[0]);
        UmlKernel kernel = UmlKernel.locate();
        try (MachineImage.Lease image = DebianImage.of(SUITE).acquire()) {
            System.out.printf("Image %s, kernel %s, %d rounds%n%n", image.path().getFileName(), kernel.path(), rounds);
            List<Row> rows = new ArrayList<>();
            rows.addAll(new BootBenchmark(image.path(), kernel, CPU).run(rounds));
            rows.addAll(new ExecBenchmark(image.path(), CpuPlacement.cpu(CPU)).run(rounds));
            rows.addAll(new CopyBenchmark(image.path(), CpuPlacement.cpu(CPU)).run(rounds));
            System.out.print(Row.table(rows));
        }
    }

    /** How long something takes. */
    static Duration time(Action action) throws IOException, InterruptedException {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Something to measure. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException, InterruptedException;
    }
}
