package io.umlmachine.samples.benchmarks;

import io.umlmachine.UmlKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a run took place.
 *
 * @param cpu the CPU's model
 * @param cpus how many
 * @param host the host's kernel
 * @param jdk the JDK
 * @param load how many processes ran or waited to, in the minute before
 */
record Surroundings(String cpu, int cpus, String host, String jdk, double load) {

    /** Above this, others took part. */
    private static final double IDLE = 0.5;

    static Surroundings look() throws IOException {
        return new Surroundings(
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
    }

    private static String model() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown CPU");
        }
    }

    /** What a kernel says its version is. */
    static String version(UmlKernel kernel) throws IOException {
        Process process = new ProcessBuilder(kernel.path().toString(), "--version").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    boolean isIdle() {
        return load <= IDLE;
    }

    /** In a sentence's part. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d × %s, host kernel %s, %s, load %.1f at the start",
                LocalDate.now(ZoneOffset.UTC),
                cpus,
                cpu,
                host,
                jdk,
                load);
    }
}
