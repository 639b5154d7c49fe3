package io.umlmachine.samples.benchmarks;

import io.umlmachine.ByteSize;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a machine costs the JVM: how much more anonymous memory (heap, stacks, all else) a small JVM holds with eight
 * more machines that stand idle, by the operating system's account. Not the guest's memory, which is the kernel
 * process's.
 */
final class MemoryBenchmark implements Benchmark {

    private static final int MACHINES = 8;
    private static final String MEMORY = "JVM memory that a machine costs";

    @Override
    public List<String> names() {
        return List.of(MEMORY);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        Series bytes = new Series();
        // Each round is a JVM and nine boots.
        for (int round = 0; round < Math.min(rounds, 3); round++) {
            bytes.add(measure(setup));
        }
        return List.of(Row.memory(MEMORY, bytes, Target.atMost(5, " MB")));
    }

    private static long measure(Setup setup) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The collector that gives back what it does not need.
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        setup.image().toString(),
                        setup.kernel().path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String bytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("The JVM that was to be measured ended with status " + process.exitValue());
        }
        return Long.parseLong(bytes.strip());
    }

    /** The JVM that is measured. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            UmlMachine.Builder machine = UmlMachine.builder()
                    .image(Path.of(arguments[0]))
                    .kernel(UmlKernel.of(Path.of(arguments[1])))
                    .memory(ByteSize.mebibytes(128));
            List<UmlMachine> machines = new ArrayList<>();
            try {
                // The first one loads classes.
                boot(machine, machines);
                long before = anonymousMemory();
                for (int number = 0; number < MACHINES; number++) {
                    boot(machine, machines);
                }
                System.out.println((anonymousMemory() - before) / MACHINES);
            } finally {
                machines.forEach(UmlMachine::close);
            }
        }

        private static void boot(UmlMachine.Builder machine, List<UmlMachine> machines) throws InterruptedException {
            machines.add(machine.boot());
            machines.get(machines.size() - 1).exec("true").orThrow();
        }

        private static long anonymousMemory() throws IOException {
            System.gc();
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                return 1024
                        * lines.filter(line -> line.startsWith("RssAnon:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum();
            }
        }
    }
}
