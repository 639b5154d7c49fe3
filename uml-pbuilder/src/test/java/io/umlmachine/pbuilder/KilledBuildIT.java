package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.ProcessTree;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of programs that are killed while they build: what they published whole, and nothing else, once the next one
 * has built. {@code -Duml.kills=20} makes it long; {@code -Duml.kills.seed=N} repeats the moments of a run.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledBuildIT {

    private static final Logger LOG = LoggerFactory.getLogger(KilledBuildIT.class);

    private static final int KILLS = Integer.getInteger("uml.kills", 2);
    private static final long SEED = Long.getLong("uml.kills.seed", new Random().nextLong());

    private static final Duration PROMISE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration TICK = Duration.ofMillis(1);

    private static final String DEB = ".deb";

    private Path directory;
    private LocalArchive archive;
    private Path image;

    /** Builds a source package in a directory, and says each event. */
    static final class Building {

        private Building() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path directory = Path.of(arguments[0]);
            Pbuilder.with(TestConfig.usual(directory)
                            .image(Path.of(arguments[1]))
                            // The program's cache is empty: it would have to fetch one.
                            .kernel(new KernelChoice.OfFile(Path.of(arguments[3])))
                            .build())
                    .layers(layers(directory))
                    .build(BuildRequest.of(Path.of(arguments[2])).onEvent(System.out::println))
                    .orThrow();
        }
    }

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        // Below /tmp, because sockets need short paths.
        directory = Files.createTempDirectory(Path.of("/tmp"), "kill");
        archive = LocalArchive.start(directory.resolve("archive"));
        archive.add("tool", "1", "tool one");
        image = archive.image(directory.resolve("base.img"));
        Files.createDirectory(directory.resolve("temporary"));
    }

    @AfterEach
    void cleanUp() throws IOException {
        archive.close();
        FileTrees.remove(directory);
    }

    @Test
    @Proves({"stale overlays", "clean"})
    void nothingIsLeftOfKilledBuildsButWhatTheyPublishedWhole() throws Exception {
        Path source = SourcePackage.of("thing", "1")
                .buildDepends("tool")
                .buildScript("echo \"It is $(tool)\"")
                .write(directory.resolve("source"));
        long begin = System.nanoTime();
        int lines = buildToTheEnd(source);
        Duration life = Duration.ofNanos(System.nanoTime() - begin);
        SortedSet<String> files = files();
        Map<String, byte[]> debs = debs();
        LOG.info("Seed {}, {} kills, a life takes {} and says {} lines", SEED, KILLS, life, lines);
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            startOver();
            // Spread over a life, and random between its neighbours: by time, and by what it says, which comes in
            // gusts.
            double share = (kill + random.nextDouble()) / KILLS;
            String killedAt = killed(source, kill % 2 == 0 ? time(life, share) : said(lines, share));
            LOG.info("Killed at {} of a life: {}", share, killedAt);
            assertThat(debs())
                    .as("after '%s'", killedAt)
                    .allSatisfy((name, content) -> assertThat(content).isEqualTo(debs.get(name)));
            try (Stream<Path> results = Files.list(results(directory))) {
                results.filter(file -> file.toString().endsWith(".changes"))
                        .forEach(file -> Changes.read(file).verify());
            }
            buildToTheEnd(source);
            assertThat(files()).as("after '%s'", killedAt).isEqualTo(files);
        }
    }

    private int buildToTheEnd(Path source) throws IOException, InterruptedException {
        int lines;
        try (ProcessTree program = start(source)) {
            assertThat(program.awaitEnd(PATIENCE))
                    .as("the end, after '%s'", program.lastLine())
                    .isTrue();
            assertThat(program.status())
                    .as(Files.readString(directory.resolve("errors")))
                    .isZero();
            lines = program.lines();
        }
        assertThat(results(directory).resolve("thing_1_amd64.build")).content().contains("It is tool one");
        return lines;
    }

    /** Waits for the moment at which a program is killed; false if it has ended before. */
    private interface Moment {
        boolean await(ProcessTree program) throws InterruptedException;
    }

    private static Moment time(Duration life, double share) {
        return program -> !program.awaitProgram(Duration.ofNanos((long) (life.toNanos() * share)));
    }

    private static Moment said(int lines, double share) {
        return program -> {
            while (program.lines() < lines * share) {
                if (program.awaitProgram(TICK)) {
                    return false;
                }
            }
            return true;
        };
    }

    private String killed(Path source, Moment moment) throws IOException, InterruptedException {
        try (ProcessTree program = start(source)) {
            String last = moment.await(program) ? program.lastLine() : "the end";
            program.signal("KILL");
            await().atMost(PROMISE)
                    .untilAsserted(() -> assertThat(program.left())
                            .as("processes after '%s'", last)
                            .isEmpty());
            return last;
        }
    }

    /** Without results and layers, as at first. */
    private void startOver() throws IOException {
        FileTrees.remove(results(directory));
        Files.createDirectory(results(directory));
        assertThat(Pbuilder.with(PbuilderConfig.builder().build())
                        .layers(LayerPolicy.keep()
                                .directory(directory.resolve("layers"))
                                .maxSize(ByteSize.kibibytes(1)))
                        .evictLayers())
                .hasSize(1);
    }

    private ProcessTree start(Path source) throws IOException {
        return ProcessTree.startJava(
                Building.class,
                directory,
                directory.resolve("temporary"),
                directory.toString(),
                image.toString(),
                source.toString(),
                Kernels.trixie().path().toString());
    }

    private SortedSet<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            SortedSet<String> names = new TreeSet<>();
            files.forEach(file -> names.add(directory.relativize(file).toString()));
            return names;
        }
    }

    private Map<String, byte[]> debs() throws IOException {
        Map<String, byte[]> debs = new TreeMap<>();
        try (Stream<Path> files = Files.list(results(directory))) {
            for (Path file : files.filter(one -> one.toString().endsWith(DEB)).toList()) {
                debs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return debs;
    }

    private static Path results(Path directory) {
        return directory.resolve("results");
    }

    private static LayerPolicy layers(Path directory) {
        return LayerPolicy.keep().directory(directory.resolve("layers"));
    }
}
