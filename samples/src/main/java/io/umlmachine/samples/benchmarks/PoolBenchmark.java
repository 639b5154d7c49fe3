package io.umlmachine.samples.benchmarks;

import io.umlmachine.DiskImage;
import io.umlmachine.MachinePool;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What saves a boot: a machine that has booted before, and an image of one that is ready. */
final class PoolBenchmark implements Benchmark {

    private static final String TAKE = "machine taken from a pool";
    private static final String SNAPSHOT = "snapshot of a running machine";
    private static final Duration REFILL = Duration.ofMillis(20);

    @Override
    public List<String> names() {
        return List.of(TAKE, SNAPSHOT);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        return List.of(Row.time(TAKE, takes(setup, rounds)), Row.time(SNAPSHOT, snapshots(setup, rounds)));
    }

    private static Series takes(Setup setup, int rounds) throws InterruptedException {
        Series takes = new Series();
        try (MachinePool pool = MachinePool.of(setup.machine()).size(1).open()) {
            for (int round = 0; round < rounds; round++) {
                while (pool.idle() == 0) {
                    Thread.sleep(REFILL.toMillis());
                }
                long start = System.nanoTime();
                UmlMachine machine = pool.take();
                takes.add(System.nanoTime() - start);
                machine.close();
            }
        }
        return takes;
    }

    private static Series snapshots(Setup setup, int rounds) throws IOException, InterruptedException {
        Series snapshots = new Series();
        try (UmlMachine machine = setup.machine().boot()) {
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                DiskImage image = machine.snapshot();
                snapshots.add(System.nanoTime() - start);
                image.close();
            }
        }
        return snapshots;
    }
}
