package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.image.testing.HostTraces;
import io.umlmachine.image.testing.LinkedImage;
import io.umlmachine.image.testing.MakerProgram;
import io.umlmachine.image.testing.MakerProgram.Task;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attempts that are broken off: programs that make generations are killed at random moments, and threads interrupted.
 * Afterwards the image is whole, and nothing is left of the attempt; if the program was killed, once another one has used
 * the image. It looks at all of this user's processes, and so runs alone.
 *
 * <p>How many programs are killed is {@code umlmachine.image.kills}; half of them create, half of them update.
 */
@Tag("alone")
@Timeout(7200)
class BrokenOffIT {

    private static final int KILLS = Integer.getInteger("umlmachine.image.kills", 4);

    /** What dies later than its program, because it is told by a pipe's end, does so within seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static TestArchive archive;
    private static Path runtime;
    private static Map<String, String> environment;

    /** Which phase is waited for before the kill, and how long its work may go on. */
    private record Moment(ImagePhase phase, int longestMillis) {}

    private static final List<Moment> OF_CREATE = List.of(
            new Moment(ImagePhase.RESOLVE, 500),
            new Moment(ImagePhase.BOOTSTRAP, 5_000),
            new Moment(ImagePhase.BOOTSTRAP, 20_000),
            new Moment(ImagePhase.FILESYSTEM, 5_000),
            new Moment(ImagePhase.VERIFY, 3_000));

    private static final List<Moment> OF_UPDATE = List.of(
            new Moment(ImagePhase.UPGRADE, 1_500),
            new Moment(ImagePhase.UPGRADE, 10_000),
            new Moment(ImagePhase.FLATTEN, 2_000),
            new Moment(ImagePhase.VERIFY, 2_000),
            new Moment(ImagePhase.PUBLISH, 1_000));

    @BeforeAll
    static void startArchive() throws Exception {
        archive = TestArchive.start(directory);
        archive.add("umlmachine-test", "1", Map.of());
        // Sockets' paths are short.
        runtime = Files.createTempDirectory(Path.of("/tmp"), "uml-it-");
        environment = Map.of(
                "UMLMACHINE_CACHE", directory.resolve("cache").toString(), "UMLMACHINE_RUNTIME", runtime.toString());
    }

    @AfterAll
    static void closeArchive() throws Exception {
        archive.close();
        FileTrees.remove(runtime);
    }

    @Test
    void programsThatAreKilledWhileTheyCreateLeaveTheImageAsItWas() throws Exception {
        MakerProgram.Image image =
                new MakerProgram.Image(directory.resolve("created"), archive.uri(), archive.keyring());
        LinkedImage.link(ImageStore.at(image.store()), image.builder().build().name());

        kill(Task.CREATE, image, OF_CREATE, (KILLS + 1) / 2);
    }

    @Test
    void programsThatAreKilledWhileTheyUpdateLeaveTheImageAsItWas() throws Exception {
        MakerProgram.Image image = new MakerProgram.Image(directory.resolve("updated"), "", archive.keyring());
        LinkedImage.in(ImageStore.at(image.store())).build().customise(machine -> {
            LinkedImage.use(machine, archive);
            machine.exec("apt-get", "update").orThrow();
            machine.exec("apt-get", "install", "-y", "umlmachine-test").orThrow();
        });

        kill(Task.UPDATE, image, OF_UPDATE, KILLS / 2);
    }

    @Test
    void anInterruptedCreateEndsSoonAndLeavesNothing() throws Exception {
        MakerProgram.Image image =
                new MakerProgram.Image(directory.resolve("not-created"), archive.uri(), archive.keyring());
        LinkedImage.link(ImageStore.at(image.store()), image.builder().build().name());

        interrupt(image, ImagePhase.BOOTSTRAP, DebianImage::create);
    }

    @Test
    void anInterruptedChangeEndsSoonAndLeavesNothing() throws Exception {
        MakerProgram.Image image = new MakerProgram.Image(directory.resolve("not-changed"), "", archive.keyring());
        LinkedImage.link(ImageStore.at(image.store()), image.builder().build().name());

        interrupt(
                image,
                ImagePhase.CUSTOMISE,
                made -> made.customise(
                        new GuestScript("writes", "echo begins; head -c 100M /dev/urandom >/big; sleep 1000\n")));
    }

    @FunctionalInterface
    private interface Attempt {
        void run(DebianImage image) throws IOException, InterruptedException;
    }

    private static void interrupt(MakerProgram.Image image, ImagePhase phase, Attempt attempt) throws Exception {
        GenerationName before = current(image);
        HostTraces traces = HostTraces.of(
                Directories.runtime(),
                Directories.cache().resolve("cow"),
                image.store().resolve(".work"));
        CountDownLatch reached = new CountDownLatch(1);
        DebianImage made = image.builder()
                .onProgress(event -> {
                    if (event instanceof ImageEvent.LogLine line
                            && event.phase() == phase
                            && (line.line().contains("begins") || line.line().contains("extracting archives"))) {
                        reached.countDown();
                    }
                })
                .build();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                attempt.run(made);
                end.complete(new AssertionError("It was not interrupted"));
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        thread.start();
        assertThat(reached.await(5, TimeUnit.MINUTES)).isTrue();
        long start = System.nanoTime();
        thread.interrupt();

        assertThat(end.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
        System.out.println("ended " + Duration.ofNanos(System.nanoTime() - start) + " after the interrupt");
        assertThat(current(image)).isEqualTo(before);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(traces.since()).isEmpty());
    }

    private static void kill(Task task, MakerProgram.Image image, List<Moment> moments, int rounds) throws Exception {
        use(image);
        HostTraces traces =
                HostTraces.of(runtime, directory.resolve("cache"), image.store().resolve(".work"));
        for (int round = 1; round <= rounds; round++) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            Moment moment = moments.get(random.nextInt(moments.size()));
            long pause = random.nextInt(moment.longestMillis());
            String description = task + " round " + round + ": " + pause + " ms after the start of " + moment.phase();
            System.out.println(description);
            archive.add("umlmachine-test", "1." + System.nanoTime(), Map.of());
            GenerationName before = current(image);

            try (JavaProgram program = MakerProgram.start(task, environment, image)) {
                awaitPhase(program, moment.phase());
                // The moment of the kill is what is tested: no event tells it.
                program.process().waitFor(pause, TimeUnit.MILLISECONDS);
                assertThat(traces.since())
                        .as("what there is of it while it lives")
                        .isNotEmpty();
            }

            GenerationName after = current(image);
            assertThat(after.number()).as(description).isGreaterThanOrEqualTo(before.number());
            assertThat(ImageStore.at(image.store()).verify(after.image()))
                    .as(description + ": every generation is what its manifest says")
                    .isNotEmpty()
                    .allMatch(GenerationCheck::sound)
                    .anyMatch(check -> check.name().equals(after));
            use(image);
            await(description)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(traces.since()).isEmpty());
        }
    }

    private static void awaitPhase(JavaProgram program, ImagePhase phase) throws IOException {
        while (!program.line().equals(phase.name())) {
            // Another phase.
        }
    }

    /** What the next program does. */
    private static void use(MakerProgram.Image image) throws Exception {
        try (JavaProgram program = MakerProgram.start(Task.USE, environment, image)) {
            assertThat(program.line()).isEqualTo("debian");
            assertThat(program.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(program.process().exitValue()).isZero();
        }
    }

    private static GenerationName current(MakerProgram.Image image) throws IOException {
        Path link = image.store().resolve(image.builder().build().name()).resolve("current");
        String file = Files.readSymbolicLink(link).toString();
        return new GenerationName(image.builder().build().name(), Integer.parseInt(file.replaceAll("\\D", "")));
    }
}
