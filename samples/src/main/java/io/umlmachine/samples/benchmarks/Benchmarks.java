package io.umlmachine.samples.benchmarks;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlKernel;
import io.umlmachine.image.DebianImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures machines against the bare kernel and prints a table of medians, ratios and targets. The runs to compare take
 * turns, so that what else the host does touches them alike; a ratio is the median of the ratios of neighbours.
 */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures machines against the bare kernel, in one run. Wants an idle host.")
final class Benchmarks implements Callable<Integer> {

    private static final String SUITE = "bookworm";

    /** In the order of the table. */
    static final Map<String, Benchmark> ALL = all();

    @Parameters(arity = "0..1", paramLabel = "ROUNDS", defaultValue = "9", description = "how often; 9 if not given")
    private int rounds;

    @Option(
            names = "--kernel",
            paramLabel = "PATH",
            description = "a kernel to measure; may be given several times. Otherwise $UML_KERNEL, or the host's.")
    private List<Path> kernels = new ArrayList<>();

    @Option(names = "--image", paramLabel = "FILE", description = "an ext4 image to boot, in place of Debian's")
    private @Nullable Path image;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "some of boot, exec, streams, copy, network, pool, memory, images, builds")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--markdown-into",
            paramLabel = "FILE",
            description = "puts the table into a file, between its two marks")
    private @Nullable Path markdown;

    @Spec
    private CommandSpec spec;

    private Benchmarks() {}

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("boot", new BootBenchmark());
        all.put("exec", new ExecBenchmark());
        all.put("streams", new StreamBenchmark());
        all.put("copy", new CopyBenchmark());
        all.put("network", new NetworkBenchmark());
        all.put("pool", new PoolBenchmark());
        all.put("memory", new MemoryBenchmark());
        all.put("images", new ImageBenchmark());
        all.put("builds", new BuildBenchmark());
        return Collections.unmodifiableMap(all);
    }

    /**
     * Runs them.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!ALL.keySet().containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "--only takes some of " + ALL.keySet());
        }
        Surroundings surroundings = Surroundings.look();
        if (!surroundings.isIdle()) {
            System.err.println("The host is not idle: the seconds say little, and the ratios less than they could.");
        }
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        if (image != null) {
            measure(image, rows);
        } else {
            try (MachineImage.Lease debian = DebianImage.of(SUITE).acquire()) {
                measure(debian.path(), rows);
            }
        }
        Report report = new Report(
                "Measured by `samples/benchmarks " + rounds + "`, medians of " + rounds
                        + (rounds == 1 ? " round: " : " rounds: ") + surroundings + ".",
                rows);
        System.out.print(report.markdown());
        if (markdown != null) {
            report.writeInto(markdown);
        }
        return 0;
    }

    private void measure(Path disk, Map<String, List<Row>> rows) throws IOException, InterruptedException {
        List<UmlKernel> all = kernels.isEmpty()
                ? List.of(UmlKernel.locate())
                : kernels.stream().map(UmlKernel::of).toList();
        for (UmlKernel kernel : all) {
            // The last CPU for every run that is pinned: interrupts like the first one.
            Setup setup = new Setup(disk, kernel, Runtime.getRuntime().availableProcessors() - 1);
            List<Row> table = new ArrayList<>();
            for (Map.Entry<String, Benchmark> benchmark : ALL.entrySet()) {
                if (only.isEmpty() || only.contains(benchmark.getKey())) {
                    System.err.println("Measuring " + benchmark.getKey() + " ...");
                    table.addAll(benchmark.getValue().run(setup, rounds));
                }
            }
            rows.put(Surroundings.version(kernel), table);
        }
    }
}
