package io.umlmachine.samples.benchmarks;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code apt-get update} from nothing, on the host and in a guest that has the host's apt sources. */
final class AptUpdate {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> SOURCES =
            List.of("/etc/apt/sources.list", "/etc/apt/sources.list.d", "/usr/share/keyrings");

    /** A mirror that fails is a failure: apt-get itself would only warn. */
    private static final String STRICT = "-oAPT::Update::Error-Mode=any";

    /** The same work on both sides: images of containers are often told to keep the lists compressed, in no language. */
    private static final List<String> ALIKE = List.of("-oAcquire::GzipIndexes=false", "-oAcquire::Languages=en");

    private AptUpdate() {}

    /** Gives a guest the sources of the host, and the keys that they name. */
    static void prepare(UmlMachine machine) throws IOException, InterruptedException {
        machine.exec("rm", "-rf", "/etc/apt/sources.list", "/etc/apt/sources.list.d")
                .orThrow();
        for (String source : SOURCES) {
            if (Files.exists(Path.of(source))) {
                machine.copyIn(Path.of(source), source);
            }
        }
    }

    static void inGuest(UmlMachine machine, Series times) throws IOException, InterruptedException {
        machine.exec("sh", "-c", "rm -rf /var/lib/apt/lists /var/cache/apt/*.bin")
                .orThrow();
        times.time(() -> machine.exec(Command.of(update()).timeout(PATIENCE)).orThrow());
    }

    /** As an ordinary user, in directories of its own. */
    static void onHost(Series times) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create()) {
            Path state = Files.createDirectories(scratch.resolve("state"));
            Files.createDirectories(state.resolve("lists/partial"));
            Path cache = Files.createDirectories(scratch.resolve("cache"));
            Files.createDirectories(cache.resolve("archives/partial"));
            times.time(() -> Host.run(
                    scratch.path(),
                    update(
                                    "-oDir::State=" + state,
                                    "-oDir::Cache=" + cache,
                                    "-oAPT::Sandbox::User=" + System.getProperty("user.name"))
                            .toArray(String[]::new)));
        }
    }

    private static List<String> update(String... options) {
        List<String> argv = new ArrayList<>(List.of("apt-get", "-qq", STRICT));
        argv.addAll(ALIKE);
        argv.addAll(List.of(options));
        argv.add("update");
        return argv;
    }
}
