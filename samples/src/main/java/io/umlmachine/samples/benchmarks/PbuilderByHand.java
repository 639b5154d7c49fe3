package io.umlmachine.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The pbuilder of Debian, run beside ours by who may: root, on a host that has it. For one thread. */
final class PbuilderByHand {

    private final String suite;
    private final Path place;
    private boolean created;

    /**
     * Runs nothing yet.
     *
     * @param suite the suite to build for
     * @param place a directory for its base and its results
     */
    PbuilderByHand(String suite, Path place) {
        this.suite = suite;
        this.place = place;
    }

    /** Why it cannot be run here, if it cannot. */
    Optional<String> obstacle() {
        if (Stream.of(System.getenv("PATH").split(":"))
                .noneMatch(directory -> Files.isExecutable(Path.of(directory, "pbuilder")))) {
            return Optional.of("pbuilder is not installed");
        }
        return System.getProperty("user.name").equals("root") ? Optional.empty() : Optional.of("it takes root");
    }

    /** Builds a source, and adds how long it takes; its base is made before, if it is not there. */
    void time(Path dsc, Series times) throws IOException, InterruptedException {
        Files.createDirectories(place);
        String base = place.resolve("base.tgz").toString();
        if (!created) {
            Host.run(place, "pbuilder", "create", "--distribution", suite, "--basetgz", base);
            created = true;
        }
        String results = Files.createDirectories(place.resolve("results")).toString();
        times.time(() ->
                Host.run(place, "pbuilder", "build", "--basetgz", base, "--buildresult", results, dsc.toString()));
    }
}
