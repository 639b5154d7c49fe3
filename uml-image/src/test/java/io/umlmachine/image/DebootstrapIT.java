package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The way that needs nothing of the host but debootstrap and fakeroot. Its image has a store of its own, because the tool is
 * no part of an image's name; it is made in the first run, and found in the others.
 */
class DebootstrapIT {

    private static DebianImage image;

    @BeforeAll
    static void makeImage() throws Exception {
        image = DebianImage.builder("bookworm")
                .bootstrap(Bootstrap.DEBOOTSTRAP)
                .store(ImageStore.at(ImageStore.standard().directory().resolveSibling("it-debootstrap")))
                .onProgress(System.out::println)
                .build();
        image.acquire().close();
    }

    @Test
    void aMachineConfiguredWhatTheHostUnpacked() throws Exception {
        ImageManifest manifest = image.manifest().orElseThrow();

        assertThat(manifest.phases()).containsKey(ImagePhase.SECOND_STAGE);
        assertThat(manifest.tools()).containsKey("debootstrap").doesNotContainKey("mmdebstrap");
    }

    @Test
    void theSystemIsWhole() throws Exception {
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            assertThat(machine.exec("test", "-e", "/debootstrap").exitCode()).isEqualTo(1);
            assertThat(machine.exec("readlink", "/bin").orThrow().stdout()).isEqualTo("usr/bin\n");
            assertThat(machine.exec("cat", "/etc/hostname").orThrow().stdout()).isEqualTo("debian\n");
            assertThat(machine.exec("sh", "-c", "ls /var/cache/apt/archives/*.deb /var/lib/apt/lists/*_Packages")
                            .stdout())
                    .isEmpty();
            assertThat(machine.exec("stat", "-c", "%U:%G %a", "/", "/tmp", "/proc", "/etc/shadow")
                            .orThrow()
                            .stdout())
                    .startsWith("root:root 755\nroot:root 1777\nroot:root ")
                    .endsWith("root:shadow 640\n");
        }
    }

    @Test
    void theGuestsAptUsesTheSourcesOfTheRecipe() throws Exception {
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            String sources =
                    machine.exec("cat", "/etc/apt/sources.list").orThrow().stdout();

            assertThat(sources.lines().filter(line -> line.startsWith("deb ")).count())
                    .isGreaterThanOrEqualTo(Math.max(1, image.recipe().sources().size()));
            for (AptSource source : image.recipe().sources()) {
                assertThat(sources).contains(source.uri() + " " + source.suite());
            }
        }
    }
}
