package io.umlmachine.samples.benchmarks;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
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

    /** How the words begin with which the library makes the kernel itself faster. */
    private static final List<String> FASTER = List.of("initcall_blacklist=", "pty.legacy_count=", "lpj=");

    private final Setup setup;

    BareKernel(Setup setup) {
        this.setup = setup;
    }

    /** On one CPU, and with what the library tells its kernels to skip. */
    void pinned(List<String> kernelCommandLine) throws IOException, InterruptedException {
        List<String> faster = kernelCommandLine.stream()
                .filter(word -> FASTER.stream().anyMatch(word::startsWith))
                .toList();
        run(List.of(UmlHost.program(Subject.TASKSET).toString(), "-c", Integer.toString(setup.cpu())), faster);
    }

    /** As the kernel comes. */
    void stock() throws IOException, InterruptedException {
        run(List.of(), List.of());
    }

    private void run(List<String> wrapper, List<String> options) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bare");
        Path overlay = directory.resolve("cow");
        try {
            List<String> words = new ArrayList<>(wrapper);
            words.add(setup.kernel().path().toString());
            words.addAll(List.of("ubd0=" + overlay + "," + setup.image(), "root=/dev/ubda", "rw", "mem=512M"));
            // Without these the kernel would start terminals.
            words.addAll(List.of("con=null", "ssl=null", "con0=null,fd:2", "console=tty0", "quiet"));
            words.addAll(List.of("uml_dir=" + directory, "umid=bare"));
            words.addAll(options);
            words.addAll(List.of("init=/usr/bin/perl", "--", "-e", POWER_OFF));
            await(
                    new ProcessBuilder(words)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(directory.resolve("console").toFile())
                            .start(),
                    directory);
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
