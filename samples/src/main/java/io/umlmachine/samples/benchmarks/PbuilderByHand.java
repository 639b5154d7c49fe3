package io.umlmachine.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pbuilder of Debian, run beside ours by who may: root, on a host that has it. For one thread. */
final class PbuilderByHand {

    /** pbuilder's words for it. */
    private static final Pattern CALL = Pattern.compile("Running cd /build/.* dpkg-buildpackage ");

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

    /** Makes its base, if that is not there yet. */
    void create() throws IOException, InterruptedException {
        if (!created) {
            Files.createDirectories(place);
            Host.run(place, "pbuilder", "create", "--distribution", suite, "--basetgz", base());
            created = true;
        }
    }

    /**
     * Builds a source.
     *
     * @param cache what it keeps of the packages that it fetches, to be found by the next build
     * @param times how long it takes is added to these
     * @param starts and to these, how long it takes until dpkg-buildpackage is called
     */
    void build(Path dsc, String cache, Series times, Series starts) throws IOException, InterruptedException {
        String packages = Files.createDirectories(place.resolve(cache)).toString();
        String results = Files.createDirectories(place.resolve("results")).toString();
        AtomicLong called = new AtomicLong();
        long begin = System.nanoTime();
        Host.run(
                place,
                line -> {
                    if (CALL.matcher(line).find()) {
                        called.compareAndSet(0, System.nanoTime() - begin);
                    }
                },
                "pbuilder",
                "build",
                "--basetgz",
                base(),
                "--aptcache",
                packages,
                "--buildresult",
                results,
                dsc.toString());
        times.add(System.nanoTime() - begin);
        if (called.get() == 0) {
            throw new IOException("pbuilder did not say when it called dpkg-buildpackage for " + dsc);
        }
        starts.add(called.get());
    }

    private String base() {
        return place.resolve("base.tgz").toString();
    }
}
