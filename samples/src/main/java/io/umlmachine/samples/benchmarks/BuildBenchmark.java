package io.umlmachine.samples.benchmarks;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildQueue;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.DebianSource;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How long packages of the archive take to be built: at first, when their build dependencies are installed and kept; then from
 * what was kept; and two at once.
 */
final class BuildBenchmark implements Benchmark {

    private static final String SUITE = "bookworm";

    private static final List<Source> SOURCES = List.of(new Source("authbind", "2.1.3"), new Source("hello", "2.10-3"));

    private static final String START = "call to dpkg-buildpackage, from a layer";
    private static final String PAIR = "two builds of authbind at once";

    /** A build takes minutes. */
    private static final int MOST_BUILDS = 3;

    private static final double START_LIMIT_MILLIS = 2000;

    /** What is built. */
    private record Source(String name, String version) {

        String first() {
            return "first build of " + name;
        }

        String second() {
            return "build of " + name + " from its layer";
        }
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Source source : SOURCES) {
            names.addAll(List.of(source.first(), source.second()));
        }
        names.addAll(List.of(START, PAIR));
        return names;
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create()) {
            return new Builds(scratch, Math.min(rounds, MOST_BUILDS)).rows();
        }
    }

    /** The builds of one run. */
    private static final class Builds {

        private final Path place;
        private final int rounds;
        private final Series start = new Series();
        private final Pbuilder pbuilder;
        private final PbuilderByHand byHand;

        Builds(Scratch scratch, int rounds) {
            this.place = scratch.resolve("builds");
            this.rounds = rounds;
            this.pbuilder = Pbuilder.with(PbuilderConfig.builder()
                    .distribution(SUITE)
                    .buildPlace(place.resolve("place"))
                    .buildResult(place.resolve("results"))
                    .build());
            this.byHand = new PbuilderByHand(SUITE, place.resolve("by-hand"));
        }

        List<Row> rows() throws IOException, InterruptedException {
            List<Row> rows = new ArrayList<>();
            for (Source source : SOURCES) {
                rows.addAll(firstAndSecond(source));
            }
            rows.add(Row.time(START, start, Target.atMost(START_LIMIT_MILLIS, " ms")));
            rows.add(pair());
            return rows;
        }

        private Path fetch(Source source) throws IOException, InterruptedException {
            return DebianSource.fetch(source.name(), source.version(), place.resolve("sources"))
                    .file();
        }

        private List<Row> firstAndSecond(Source source) throws IOException, InterruptedException {
            Path dsc = fetch(source);
            Series first = new Series();
            Series second = new Series();
            Series compared = new Series();
            Optional<String> obstacle = byHand.obstacle();
            for (int round = 0; round < rounds; round++) {
                Pbuilder fresh =
                        pbuilder.layers(LayerPolicy.keep().directory(place.resolve(source.name() + "-" + round)));
                first.add(build(fresh, dsc, new Series()));
                second.add(build(fresh, dsc, start));
                if (obstacle.isEmpty()) {
                    byHand.time(dsc, compared);
                }
            }
            return List.of(
                    against(source.first(), first, compared, obstacle),
                    against(source.second(), second, compared, obstacle));
        }

        private static Row against(String what, Series times, Series compared, Optional<String> obstacle) {
            return obstacle.map(why -> Row.time(what, times, "pbuilder build: not measured, " + why))
                    .orElseGet(() -> Row.ratio(what, times, "pbuilder build", compared, Target.none()));
        }

        /** Builds, and adds how long it takes until the build proper begins. */
        private static long build(Pbuilder pbuilder, Path dsc, Series start) throws IOException, InterruptedException {
            long begin = System.nanoTime();
            AtomicLong begun = new AtomicLong();
            pbuilder.build(BuildRequest.of(dsc).onEvent(event -> {
                        if (event instanceof BuildEvent.LogLine line
                                && line.text().startsWith("$ dpkg-buildpackage")) {
                            begun.compareAndSet(0, System.nanoTime() - begin);
                        }
                    }))
                    .orThrow();
            start.add(begun.get());
            long whole = System.nanoTime() - begin;
            System.err.printf(
                    "%s: %.1f s, %.2f s until dpkg-buildpackage%n", dsc.getFileName(), whole / 1e9, begun.get() / 1e9);
            return whole;
        }

        /** Both from a layer. */
        private Row pair() throws IOException, InterruptedException {
            Path dsc = fetch(SOURCES.get(0));
            Pbuilder warm = pbuilder.layers(LayerPolicy.keep().directory(place.resolve("authbind-0")));
            Series together = new Series();
            Series apart = new Series();
            for (int round = 0; round < rounds; round++) {
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
