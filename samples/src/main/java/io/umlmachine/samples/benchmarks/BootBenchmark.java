package io.umlmachine.samples.benchmarks;

import io.umlmachine.CpuPlacement;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A machine's whole life, with one command in it, against the bare kernel's. */
final class BootBenchmark {

    private final Path image;
    private final BareKernel bare;
    private final UmlKernel kernel;
    private final int cpu;
    private final Series firstExec = new Series();
    private final Series life = new Series();
    private final Series pinned = new Series();
    private final Series stock = new Series();

    BootBenchmark(Path image, UmlKernel kernel, int cpu) {
        this.image = image;
        this.bare = new BareKernel(image, kernel);
        this.kernel = kernel;
        this.cpu = cpu;
    }

    List<Row> run(int rounds) throws IOException, InterruptedException {
        // The first round fills caches and lets the JVM compile.
        live(new Series(), new Series());
        bare.pinned(cpu);
        bare.stock();
        for (int round = 0; round < rounds; round++) {
            live(firstExec, life);
            pinned.add(bare.pinned(cpu));
            stock.add(bare.stock());
        }
        return List.of(
                Row.ratio(
                        "boot to first exec answered",
                        firstExec,
                        "bare kernel, pinned, to power-off",
                        pinned,
                        "≤ 1.25×"),
                Row.ratio("boot + exec + close", life, "bare kernel, pinned, to power-off", pinned, ""),
                Row.ratio("boot + exec + close", life, "stock kernel to power-off", stock, "≤ 0.4×"));
    }

    private void live(Series toFirstExec, Series whole) throws InterruptedException {
        long start = System.nanoTime();
        try (UmlMachine machine = UmlMachine.builder()
                .image(image)
                .kernel(kernel)
                .placement(CpuPlacement.cpu(cpu))
                .boot()) {
            machine.exec("/bin/true").orThrow();
            toFirstExec.add(since(start));
        }
        whole.add(since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
