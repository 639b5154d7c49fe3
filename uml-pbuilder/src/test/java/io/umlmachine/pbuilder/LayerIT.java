package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.DependencyLayer.Origin;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        image = archive.image(shared.resolve("base.img"));
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
        return Pbuilder.with(TestConfig.trusting(directory).image(image).build())
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
}
