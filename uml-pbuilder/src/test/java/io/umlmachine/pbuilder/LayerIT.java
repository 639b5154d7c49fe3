package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.ByteSize;
import io.umlmachine.DiskImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.DependencyLayer.Origin;
import io.umlmachine.pbuilder.internal.build.Machines;
import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds whose dependencies come from an archive of the test's own, the only one that the machines know. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LayerIT {

    private static final int LINES_MORE = 4;

    private static final String KEYRING = "/etc/apt/trusted.gpg.d/local.gpg";

    @TempDir
    private static Path shared;

    private static LocalArchive archive;
    private static Path image;

    @TempDir
    private Path directory;

    private Pbuilder pbuilder;

    @BeforeAll
    static void makeTheImage() throws IOException, InterruptedException {
        archive = LocalArchive.start(shared.resolve("archive"));
        image = shared.resolve("base.img");
        try (UmlMachine machine = UmlMachine.builder()
                .image(new Machines(PbuilderConfig.builder().build()).stored(event -> {}))
                .boot()) {
            machine.exec("sh", "-c", "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*")
                    .orThrow();
            machine.write("/etc/apt/sources.list", archive.source(KEYRING));
            machine.write(KEYRING, archive.keyring());
            try (DiskImage snapshot = machine.snapshot()) {
                snapshot.keep(image).close();
            }
        }
    }

    @AfterAll
    static void stopTheArchive() {
        archive.close();
    }

    @BeforeEach
    void configure() throws IOException, InterruptedException {
        archive.add("tool", "1", "tool one");
        pbuilder = builder(directory);
        assertThat(UmlMachines.live()).isEmpty();
    }

    private static Pbuilder builder(Path directory) {
        return Pbuilder.with(PbuilderConfig.builder()
                        .image(image)
                        .buildPlace(directory.resolve("place"))
                        .buildResult(directory.resolve("results"))
                        .build())
                .layers(LayerPolicy.keep().directory(directory.resolve("layers")));
    }

    private BuildRequest request(String name, String buildDepends) throws IOException {
        return BuildRequest.of(SourcePackage.of(name, "1")
                .buildDepends(buildDepends)
                .buildScript("echo \"It is $(tool)\"")
                .write(directory.resolve(name)));
    }

    private DependencyLayer build(BuildRequest request) throws IOException, InterruptedException {
        return pbuilder.build(request).orThrow().layer().orElseThrow();
    }

    private List<String> names(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("layers"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .toList();
        }
    }

    @Test
    @Proves("PBUILDER_UML_IMAGE")
    void aSecondBuildStartsWhereTheFirstHadItsDependencies() throws IOException, InterruptedException {
        BuildRequest request = request("thing", "tool");
        List<BuildEvent> events = new ArrayList<>();
        BuildResult first = pbuilder.build(request.onEvent(events::add)).orThrow();
        DependencyLayer made = first.layer().orElseThrow();
        assertThat(made.origin()).isEqualTo(Origin.MADE);
        assertThat(made.packages()).containsExactly("tool_1_all");
        assertThat(events).contains(new BuildEvent.LayerReady(made));
        assertThat(names(".img")).containsExactly(made.digest() + ".img");

        archive.answers().clear();
        Pbuilder strict = pbuilder.layers(
                LayerPolicy.keep().directory(directory.resolve("layers")).maxSize(ByteSize.kibibytes(1)));
        List<String> evicted = new ArrayList<>();
        BuildResult second = pbuilder.build(request.onEvent(event -> {
                    if (event.equals(new BuildEvent.PhaseStarted(BuildPhase.BUILD))) {
                        evicted.addAll(evict(strict));
                    }
                }))
                .orThrow();
        assertThat(second.layer()).contains(new DependencyLayer(Origin.FOUND, made.digest(), made.packages()));
        assertThat(second.log()).content().contains("It is tool one").doesNotContain("$ apt-get");
        // What a machine uses is not evicted; afterwards it is.
        assertThat(evicted).isEmpty();
        assertThat(archive.answers()).containsExactly("304 dists/local/InRelease");
        assertThat(evict(strict)).containsExactly(made.digest());
        assertThat(build(request).origin()).isEqualTo(Origin.MADE);
    }

    private static List<String> evict(Pbuilder pbuilder) {
        try {
            return pbuilder.evictLayers();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLayerServesNoBuildForWhichAptWouldChooseSomethingElseToday() throws IOException, InterruptedException {
        BuildRequest request = request("thing", "tool");
        DependencyLayer one = build(request);

        archive.add("unrelated", "1", "nothing");
        DependencyLayer same = build(request);
        assertThat(same.origin()).isEqualTo(Origin.RESOLVED);
        assertThat(same.digest()).isEqualTo(one.digest());
        assertThat(build(request).origin()).isEqualTo(Origin.FOUND);
        assertThat(build(request("other", "tool (>= 1)"))).isEqualTo(same);

        archive.add("tool", "2", "tool two");
        BuildResult newer = pbuilder.build(request).orThrow();
        assertThat(newer.log()).content().contains("It is tool two");
        assertThat(newer.layer().orElseThrow().origin()).isEqualTo(Origin.MADE);
        assertThat(newer.layer().orElseThrow().packages()).containsExactly("tool_2_all");

        archive.add("tool", "2", "another tool two");
        BuildResult replaced = pbuilder.build(request).orThrow();
        assertThat(replaced.log()).content().contains("It is another tool two");
        assertThat(replaced.layer().orElseThrow().digest())
                .isNotEqualTo(newer.layer().orElseThrow().digest());
    }

    @Test
    void whatCannotBeInstalledTodayFailsThoughThereIsALayer() throws IOException, InterruptedException {
        BuildRequest request = request("thing", "tool (<< 2)");
        build(request);
        archive.add("tool", "2", "tool two");
        assertThatThrownBy(() -> pbuilder.build(request))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("Depends: tool");
    }

    @Test
    void buildsAtTheSameTimeMakeOneLayer() throws Exception {
        BuildRequest request = request("twin", "tool");
        CompletableFuture<BuildResult> other = CompletableFuture.supplyAsync(() -> {
            try {
                return pbuilder.build(request);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        DependencyLayer mine = build(request);
        DependencyLayer theirs = other.get().orThrow().layer().orElseThrow();
        assertThat(List.of(mine.origin(), theirs.origin())).containsExactlyInAnyOrder(Origin.MADE, Origin.FOUND);
        assertThat(names(".img")).hasSize(1);
    }

    /** Builds, and says each line of the log. */
    static final class Building {

        public static void main(String[] args) throws IOException, InterruptedException {
            image = Path.of(args[0]);
            builder(Path.of(args[1])).build(BuildRequest.of(Path.of(args[2])).onEvent(System.out::println));
        }
    }

    @Test
    @Proves({"stale overlays", "clean"})
    void aProgramThatIsKilledLeavesWholeLayersOrNone() throws Exception {
        BuildRequest request = request("thing", "tool");
        int rounds = Integer.getInteger("uml.layer.kills", 2);
        for (int round = 0; round < rounds; round++) {
            try (JavaProgram program = JavaProgram.start(
                    Building.class,
                    Map.of(),
                    image.toString(),
                    directory.toString(),
                    request.dsc().toString())) {
                waitForTheMoment(program, round);
                program.process().destroyForcibly().waitFor();
            }
            pbuilder.clean();
            assertThat(directory.resolve("place")).as("after round " + round).isEmptyDirectory();
            assertThat(pbuilder.evictLayers()).isEmpty();
            int whole = names(".img").size();
            assertThat(names(".packages")).hasSizeGreaterThanOrEqualTo(whole);
            try (Stream<Path> work = Files.list(directory.resolve("layers/.work"))) {
                assertThat(work).as("after round " + round).isEmpty();
            }
            BuildResult result = pbuilder.build(request).orThrow();
            assertThat(result.log()).content().contains("It is tool one");
            assertThat(result.layer().orElseThrow().origin() == Origin.MADE).isEqualTo(whole == 0);
            assertThat(names(".img")).hasSize(1);
            assertThat(evict(pbuilder.layers(LayerPolicy.keep()
                            .directory(directory.resolve("layers"))
                            .maxAge(Duration.ZERO))))
                    .hasSize(1);
        }
    }

    /** While packages are installed, while the layer is put in place, and then after ever more lines of the log. */
    private void waitForTheMoment(JavaProgram program, int round) throws IOException {
        if (round == 1) {
            await().atMost(Duration.ofMinutes(5)).until(this::isLayerAlmostThere);
        } else if (round > 1) {
            for (int line = 0; line < LINES_MORE * (round - 1); line++) {
                program.line();
            }
        } else {
            while (!program.line().contains("build-dep")) {
                // Apt has not come to it yet.
            }
        }
    }

    private boolean isLayerAlmostThere() throws IOException {
        Path layers = directory.resolve("layers");
        if (!Files.isDirectory(layers)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(layers)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".img"));
        } catch (java.io.UncheckedIOException e) {
            // What was listed has just gone.
            return false;
        }
    }
}
