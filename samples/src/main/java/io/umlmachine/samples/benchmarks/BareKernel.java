package io.umlmachine.samples.benchmarks;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.UmlKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Boots an image with nothing but the kernel's own command line, to an init that powers off at once. */
final class BareKernel {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** reboot(2) with its two magic numbers and POWER_OFF, by its number on x86-64. */
    private static final String POWER_OFF = "syscall(169,4276215469,672274793,1126301404)";

    private final Path image;
    private final UmlKernel kernel;

    BareKernel(Path image, UmlKernel kernel) {
        this.image = image;
        this.kernel = kernel;
    }

    /** On one CPU, without what the library skips: the RAID benchmark and hostfs. */
    Duration pinned(int cpu) throws IOException, InterruptedException {
        return run(
                List.of(UmlHost.program(Subject.TASKSET).toString(), "-c", Integer.toString(cpu)),
                List.of("initcall_blacklist=raid6_select_algo,raid6_init,init_hostfs"));
    }

    /** As the kernel comes. */
    Duration stock() throws IOException, InterruptedException {
        return run(List.of(), List.of());
    }

    private Duration run(List<String> wrapper, List<String> options) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bare");
        Path overlay = directory.resolve("cow");
        try {
            List<String> words = new ArrayList<>(wrapper);
            words.add(kernel.path().toString());
            words.addAll(List.of("ubd0=" + overlay + "," + image, "root=/dev/ubda", "rw", "mem=512M"));
            // Without these the kernel would start terminals.
            words.addAll(List.of("con=null", "ssl=null", "con0=null,fd:2", "console=tty0", "quiet"));
            words.addAll(List.of("uml_dir=" + directory, "umid=bare"));
            words.addAll(options);
            words.addAll(List.of("init=/usr/bin/perl", "--", "-e", POWER_OFF));
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(directory.resolve("console").toFile());
            return Benchmarks.time(() -> await(builder.start(), directory));
        } finally {
            Files.deleteIfExists(overlay);
            Files.deleteIfExists(directory.resolve("console"));
            Files.deleteIfExists(directory);
        }
    }

    private static void await(Process process, Path directory) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            process.waitFor();
        }
        if (process.exitValue() != 0) {
            throw new IOException("The bare kernel ended with status " + process.exitValue() + ": "
                    + Files.readString(directory.resolve("console")));
        }
    }
}
