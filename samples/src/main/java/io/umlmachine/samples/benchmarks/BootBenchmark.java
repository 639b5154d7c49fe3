package io.umlmachine.samples.benchmarks;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.util.List;

/** A machine's whole life, with one command in it, against the bare kernel's. */
final class BootBenchmark implements Benchmark {

    private static final String FIRST_EXEC = "boot to first exec answered";
    private static final String LIFE = "boot + exec + close";
    private static final String CLOSE = "close";

    @Override
    public List<String> names() {
        return List.of(FIRST_EXEC, LIFE, LIFE, CLOSE);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        BareKernel bare = new BareKernel(setup);
        Series firstExec = new Series();
        Series life = new Series();
        Series close = new Series();
        Series pinned = new Series();
        Series stock = new Series();
        // The first round fills caches and lets the JVM compile.
        List<String> commandLine = live(setup, new Series(), new Series(), new Series());
        bare.pinned(commandLine);
        bare.stock();
        for (int round = 0; round < rounds; round++) {
            live(setup, firstExec, close, life);
            pinned.time(() -> bare.pinned(commandLine));
            stock.time(bare::stock);
        }
        return List.of(
                Row.ratio(FIRST_EXEC, firstExec, "bare kernel, pinned, to power-off", pinned, Target.atMost(1.25, "×")),
                Row.ratio(LIFE, life, "bare kernel, pinned, to power-off", pinned, Target.none()),
                Row.ratio(LIFE, life, "stock kernel to power-off", stock, Target.atMost(0.4, "×")),
                Row.time(CLOSE, close));
    }

    private static List<String> live(Setup setup, Series firstExec, Series close, Series life)
            throws InterruptedException {
        long start = System.nanoTime();
        List<String> commandLine;
        long closing;
        try (UmlMachine machine = setup.machine().boot()) {
            machine.exec("/bin/true").orThrow();
            closing = System.nanoTime();
            commandLine = machine.kernelCommandLine();
        }
        long end = System.nanoTime();
        firstExec.add(closing - start);
        close.add(end - closing);
        life.add(end - start);
        return commandLine;
    }
}
