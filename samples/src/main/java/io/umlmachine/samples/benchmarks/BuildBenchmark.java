package io.umlmachine.samples.benchmarks;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildQueue;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.DebianSource;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How long packages of the archive take to be built: at first, when their build dependencies are fetched, installed and kept;
 * then from what was kept; and two at once. Beside them Debian's pbuilder, where it can run: with nothing fetched, and then
 * with the packages that it keeps.
 */
final class BuildBenchmark implements Benchmark {

    private static final String SUITE = "bookworm";

    private static final List<Source> SOURCES =
            List.of(new Source("authbind", "2.1.3", 3), new Source("hello", "2.10-3", 1));

    private static final String PAIR = "two builds of authbind at once";

    private static final double START_LIMIT_MILLIS = 2000;
    private static final double START_LIMIT_RATIO = 0.1;

    private static final String PBUILDER = "pbuilder build";

    /**
     * What is built.
     *
     * @param name of the source package
     * @param version of it
     * @param mostRounds how often at most, because its builds may take minutes
     */
    private record Source(String name, String version, int mostRounds) {

        int rounds(int wanted) {
            return Math.min(wanted, mostRounds);
        }

        String first() {
            return "first build of " + name;
        }

        String second() {
            return "build of " + name + " from its layer";
        }

        String start() {
            return "call to dpkg-buildpackage, " + name + " from its layer";
        }

        String startAgainst() {
            return "the same against pbuilder, " + name;
        }
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Source source : SOURCES) {
            names.addAll(List.of(source.first(), source.second()));
        }
        for (Source source : SOURCES) {
            names.addAll(List.of(source.start(), source.startAgainst()));
        }
        names.add(PAIR);
        return names;
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create()) {
            return new Builds(scratch, rounds).rows();
        }
    }

    /** How long builds of one kind took, and how long each took until dpkg-buildpackage was called: ours and pbuilder's. */
    private static final class Course {

        private final Series ours = new Series();
        private final Series ourStarts = new Series();
        private final Series theirs = new Series();
        private final Series theirStarts = new Series();
    }

    /** The builds of one run. */
    private static final class Builds {

        private final Path place;
        private final int rounds;
        private final Pbuilder pbuilder;
        private final PbuilderByHand byHand;

        Builds(Scratch scratch, int rounds) throws IOException {
            this.place = Files.createDirectories(scratch.resolve("builds"));
            this.rounds = rounds;
            this.pbuilder = Pbuilder.with(PbuilderConfig.builder()
                    .distribution(SUITE)
                    .buildPlace(place.resolve("place"))
                    .buildResult(place.resolve("results"))
                    .build());
            this.byHand = new PbuilderByHand(SUITE, place.resolve("by-hand"));
        }

        List<Row> rows() throws IOException, InterruptedException {
            // The base image, like pbuilder's, is made before.
            pbuilder.execute(Files.writeString(place.resolve("nothing"), "exit 0\n"));
            List<Row> times = new ArrayList<>();
            List<Row> starts = new ArrayList<>();
            for (Source source : SOURCES) {
                measure(source, times, starts);
            }
            times.addAll(starts);
            times.add(pair());
            return times;
        }

        private Path fetch(Source source) throws IOException, InterruptedException {
            return DebianSource.fetch(source.name(), source.version(), place.resolve("sources"))
                    .file();
        }

        private void measure(Source source, List<Row> times, List<Row> starts)
                throws IOException, InterruptedException {
            Path dsc = fetch(source);
            Optional<String> obstacle = byHand.obstacle();
            if (obstacle.isEmpty()) {
                byHand.create();
            }
            Course first = new Course();
            Course second = new Course();
            for (int round = 0; round < source.rounds(rounds); round++) {
                String kept = source.name() + "-" + round;
                Pbuilder fresh = pbuilder.layers(LayerPolicy.keep().directory(place.resolve(kept)));
                for (Course course : List.of(first, second)) {
                    build(fresh, dsc, course);
                    if (obstacle.isEmpty()) {
                        byHand.build(dsc, kept, course.theirs, course.theirStarts);
                    }
                }
            }
            times.add(against(source.first(), first.ours, first.theirs, Target.none(), obstacle));
            times.add(against(source.second(), second.ours, second.theirs, Target.none(), obstacle));
            starts.add(Row.time(source.start(), second.ourStarts, Target.atMost(START_LIMIT_MILLIS, " ms")));
            starts.add(against(
                    source.startAgainst(),
                    second.ourStarts,
                    second.theirStarts,
                    Target.atMost(START_LIMIT_RATIO, "×"),
                    obstacle));
        }

        private static Row against(
                String what, Series times, Series compared, Target target, Optional<String> obstacle) {
            return obstacle.map(why -> Row.time(what, times, PBUILDER + ": not measured, " + why))
                    .orElseGet(() -> Row.ratio(what, times, PBUILDER, compared, target));
        }

        private static void build(Pbuilder pbuilder, Path dsc, Course course) throws IOException, InterruptedException {
            long begin = System.nanoTime();
            AtomicLong begun = new AtomicLong();
            BuildResult result = pbuilder.build(BuildRequest.of(dsc).onEvent(event -> {
                        if (event instanceof BuildEvent.LogLine line
                                && line.text().startsWith("$ dpkg-buildpackage")) {
                            begun.compareAndSet(0, System.nanoTime() - begin);
                        }
                    }))
                    .orThrow();
            long whole = System.nanoTime() - begin;
            course.ours.add(whole);
            course.ourStarts.add(begun.get());
            System.err.printf(
                    "%s on %s: %.1f s, %.2f s until dpkg-buildpackage%n",
                    dsc.getFileName(), result.machine().kernel().orElseThrow(), whole / 1e9, begun.get() / 1e9);
        }

        /** Both from a layer. */
        private Row pair() throws IOException, InterruptedException {
            Path dsc = fetch(SOURCES.get(0));
            Pbuilder warm = pbuilder.layers(LayerPolicy.keep().directory(place.resolve("authbind-0")));
            Series together = new Series();
            Series apart = new Series();
            for (int round = 0; round < SOURCES.get(0).rounds(rounds); round++) {
                together.time(() -> two(warm, dsc, 2));
                apart.time(() -> two(warm, dsc, 1));
            }
            return Row.ratio(PAIR, together, "one after the other", apart, Target.none());
        }

        private void two(Pbuilder warm, Path dsc, int atOnce) throws IOException, InterruptedException {
            List<BuildRequest> requests = IntStream.range(0, 2)
                    .mapToObj(number -> BuildRequest.of(dsc).resultDirectory(place.resolve("pair-" + number)))
                    .toList();
            if (!BuildQueue.of(warm).atOnce(atOnce).run(requests).success()) {
                throw new IOException("A build of " + dsc + " failed; its log is below " + place);
            }
        }
    }
}
