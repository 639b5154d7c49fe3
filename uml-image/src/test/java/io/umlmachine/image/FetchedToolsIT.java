package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host without bootstrap tools gets debootstrap from the archive, and trusts it no more than any package. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FetchedToolsIT {

    private static final Set<String> HIDDEN = Set.of("debootstrap", "mmdebstrap");

    @TempDir
    Path directory;

    /** The image is kept in a store of its own: it is made in the first run, and found in the others. */
    @Test
    void anImageIsMadeByADebootstrapThatTheHostDoesNotHave() throws Exception {
        ImageStore store = ImageStore.at(ImageStore.standard().directory().resolveSibling("it-fetched"));
        try (JavaProgram child = JavaProgram.start(
                MakesImage.class, environment(), store.directory().toString())) {
            assertThat(child.line()).isEqualTo("made");
        }
        DebianImage image = DebianImage.builder("bookworm").store(store).build();
        assertThat(image.manifest().orElseThrow().tools())
                .containsKey("debootstrap")
                .doesNotContainKey("mmdebstrap");
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            machine.exec("dpkg", "--audit").orThrow();
        }
    }

    static final class MakesImage {
        public static void main(String[] args) throws Exception {
            DebianImage.builder("bookworm")
                    .store(ImageStore.at(Path.of(args[0])))
                    .onProgress(System.err::println)
                    .build()
                    .acquire()
                    .close();
            System.out.println("made");
        }
    }

    @Test
    void aDebootstrapThatSomebodyHasChangedIsNotRun() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            archive.add("debootstrap", "99", Map.of("/usr/sbin/debootstrap", "#!/bin/sh\nexit 99\n"));
            byte[] deb = archive.mirror().get(archive.pathOf("debootstrap")).clone();
            deb[deb.length / 2] ^= 1;
            archive.mirror().put(archive.pathOf("debootstrap"), deb);

            try (JavaProgram child = JavaProgram.start(
                    Fails.class,
                    environment(),
                    archive.uri(),
                    archive.keyring().toString(),
                    directory.resolve("store").toString())) {
                assertThat(child.line()).isEqualTo("UNTRUSTED RESOLVE");
                assertThat(child.line()).contains(archive.uri() + "/" + archive.pathOf("debootstrap"));
            }
        }
    }

    static final class Fails {
        public static void main(String[] args) throws Exception {
            try {
                DebianImage.builder(TestArchive.SUITE)
                        .mirror(args[0])
                        .keyring(Path.of(args[1]))
                        .store(ImageStore.at(Path.of(args[2])))
                        .build()
                        .acquire();
            } catch (ImageException e) {
                System.out.println(e.failure() + " " + e.phase());
                System.out.println(e.getMessage().lines().findFirst().orElseThrow());
            }
        }
    }

    @Test
    void aSuiteThatNoDebootstrapKnowsIsToldSo() {
        DebianImage image = DebianImage.builder("bogus")
                .bootstrap(Bootstrap.DEBOOTSTRAP)
                .store(ImageStore.at(directory.resolve("store")))
                .build();

        assertThatThrownBy(image::acquire)
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.RECIPE))
                .hasMessageContaining("bogus");
    }

    /** Of a host that has everything else. */
    private Map<String, String> environment() throws IOException {
        Path links = Files.createDirectory(directory.resolve("bin"));
        for (String place : List.of("/usr/sbin", "/usr/bin", "/usr/local/bin")) {
            try (Stream<Path> programs = Files.list(Path.of(place))) {
                for (Path program : programs.toList()) {
                    String name = program.getFileName().toString();
                    if (!HIDDEN.contains(name) && Files.isExecutable(program) && !Files.exists(links.resolve(name))) {
                        Files.createSymbolicLink(links.resolve(name), program);
                    }
                }
            }
        }
        return Map.of("UMLMACHINE_PATH", links.toString());
    }
}
