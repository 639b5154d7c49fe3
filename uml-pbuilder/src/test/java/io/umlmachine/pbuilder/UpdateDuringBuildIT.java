package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImageStore;
import io.umlmachine.pbuilder.internal.build.Machines;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image that builds use gets new generations while one of them runs. Alone, because the image is the one of all builds of
 * this user; afterwards it is what it was.
 */
@Tag("alone")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class UpdateDuringBuildIT {

    private static final String NOTE = "/usr/share/update-during-build";

    @TempDir
    private Path directory;

    private final ImageStore store = ImageStore.standard();
    private final List<ImageManifest> updates = new ArrayList<>();
    private PbuilderConfig config;
    private DebianImage image;
    private int generation;

    UpdateDuringBuildIT() throws IOException {}

    @BeforeEach
    void makeTheImage() throws Exception {
        config = PbuilderConfig.builder()
                .buildResult(directory.resolve("results"))
                .build();
        image = new Machines(config).stored(event -> {});
        image.acquire().close();
        generation = image.manifest().orElseThrow().generation();
    }

    @AfterEach
    void goBack() throws Exception {
        if (!updates.isEmpty()) {
            store.rollback(image.name(), generation);
            for (ImageManifest update : updates) {
                store.remove(image.name(), update.generation());
            }
        }
    }

    @Test
    @Proves("update during builds")
    void aBuildEndsOnTheGenerationThatItBeganOn() throws Exception {
        Path source = SourcePackage.of("thing", "1.0")
                .buildScript("echo begun; echo note: $(ls " + NOTE + "* 2>/dev/null | wc -l)")
                .write(directory.resolve("source"));

        // Who hears an event keeps the build waiting, so both updates fall into it.
        // A build from a layer would not need the base.
        Pbuilder pbuilder = Pbuilder.with(config).layers(LayerPolicy.off());
        BuildResult result = pbuilder.build(BuildRequest.of(source).onEvent(event -> {
            if (event.toString().startsWith("begun")) {
                update();
                update();
            }
        }));

        assertThat(updates).extracting(ImageManifest::generation).hasSize(2).doesNotContain(generation);
        result.orThrow().changes().orElseThrow().verify();
        assertThat(Files.readString(result.log())).contains("note: 0");
        assertThat(image.manifest()).contains(updates.get(1));

        BuildResult next = pbuilder.build(BuildRequest.of(SourcePackage.of("other", "1.0")
                .buildScript("echo note: $(wc -l <" + NOTE + ")")
                .write(directory.resolve("other"))));
        assertThat(Files.readString(next.orThrow().log())).contains("note: 2");
    }

    private void update() {
        try {
            updates.add(image.customise(new GuestScript("note", "echo changed >>" + NOTE)));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
