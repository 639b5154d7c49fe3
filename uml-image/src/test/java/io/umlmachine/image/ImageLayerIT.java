package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.LinkedImage;
import io.umlmachine.image.testing.TestArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that are derived from images. */
@Timeout(600)
class ImageLayerIT {

    private static final String NOTE = "/usr/share/umlmachine-layer";

    @TempDir
    static Path directory;

    private static final List<ImageEvent> EVENTS = Collections.synchronizedList(new ArrayList<>());
    private static TestArchive archive;
    private static DebianImage base;

    @BeforeAll
    static void useArchiveOfTheTest() throws Exception {
        archive = TestArchive.start(directory);
        archive.add("umlmachine-layer", "1.0", Map.of(NOTE, "one\n"));
        base = LinkedImage.in(ImageStore.at(directory.resolve("store")))
                .onProgress(event -> {
                    EVENTS.add(event);
                    System.out.println(event);
                })
                .build();
        base.customise(machine -> LinkedImage.use(machine, archive));
    }

    @AfterAll
    static void closeArchive() {
        archive.close();
    }

    @Test
    void aLayerIsMadeOnceAndMadeAnewWhenItsBaseHasChanged() throws Exception {
        DebianImage layered = base.with("umlmachine-layer");
        assertThat(layered.isBuilt()).isFalse();

        layered.acquire().close();
        ImageManifest first = layered.manifest().orElseThrow();
        assertThat(first.operation()).isEqualTo(ImageOperation.DERIVE);
        assertThat(first.base())
                .contains(new GenerationName(
                        base.name(), base.manifest().orElseThrow().generation()));
        assertThat(first.packages()).containsEntry("umlmachine-layer", "1.0");
        assertThat(first.layers()).containsExactly(ImageLayer.of("umlmachine-layer"));
        assertThat(layered.name()).matches("bookworm-minbase-[0-9a-f]{8}\\+[0-9a-f]{8}");

        EVENTS.clear();
        long start = System.nanoTime();
        MachineImage.Lease old = layered.acquire();
        System.out.println("acquire of a layer that is there: " + Duration.ofNanos(System.nanoTime() - start));
        assertThat(EVENTS).isEmpty();

        archive.add("umlmachine-layer", "2.0", Map.of(NOTE, "two\n"));
        base.customise(machine -> machine.write("/etc/motd", "changed\n"));
        try (old;
                MachineImage.Lease anew = layered.acquire()) {
            assertThat(anew.path()).isNotEqualTo(old.path());
            assertThat(old.path()).as("the old one stays for who uses it").exists();
        }
        try (UmlMachine machine = UmlMachine.builder().image(layered).boot()) {
            assertThat(machine.readString("/etc/motd")).isEqualTo("changed\n");
            assertThat(machine.readString(NOTE)).isEqualTo("two\n");
        }
    }

    @Test
    void layersStackAndPutFilesBeforePackagesBeforeScripts() throws Exception {
        DebianImage stacked = base.with(ImageLayer.of().file(GuestFile.of("/etc/first", "first\n")))
                .with(ImageLayer.of()
                        .file(GuestFile.of("/etc/second", "second\n").permissions("rw-------"))
                        .script(new GuestScript(
                                "joins", "#!/usr/bin/perl\nsystem('cat /etc/first /etc/second >/etc/both');\n")));

        try (UmlMachine machine = UmlMachine.builder().image(stacked).boot()) {
            assertThat(machine.readString("/etc/both")).isEqualTo("first\nsecond\n");
            assertThat(machine.exec("stat", "-c", "%U %a", "/etc/second")
                            .orThrow()
                            .stdout())
                    .isEqualTo("root 600\n");
        }
        assertThat(stacked.base().orElseThrow().base().orElseThrow().name()).isEqualTo(base.name());
        assertThat(stacked.base().orElseThrow().isBuilt()).isTrue();
    }

    @Test
    void aPackageThatTheArchiveDoesNotHaveIsAFailureThatNamesIt() throws Exception {
        DebianImage impossible = base.with("umlmachine-nowhere");

        assertThatThrownBy(impossible::acquire)
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("umlmachine-nowhere");

        assertThat(impossible.isBuilt()).isFalse();
    }

    @Test
    void anUpdateOfALayerBringsItsOwnPackagesUpToDateToo() throws Exception {
        archive.add("umlmachine-other", "1.0", Map.of("/usr/share/umlmachine-other", "one\n"));
        DebianImage layered = base.with("umlmachine-other");
        layered.acquire().close();

        assertThat(layered.update().changes().isEmpty()).isTrue();
        archive.add("umlmachine-other", "2.0", Map.of("/usr/share/umlmachine-other", "two\n"));
        ImageUpdate update = layered.update();

        assertThat(update.changes().changed())
                .containsOnlyKeys("umlmachine-other")
                .containsValue(new PackageChanges.Versions("1.0", "2.0"));
        assertThat(layered.manifest()).contains(update.manifest());
    }

    @Test
    void aLayerIsNotCustomised() {
        assertThatThrownBy(() -> base.with("umlmachine-layer").customise(machine -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("customise the base");
    }
}
