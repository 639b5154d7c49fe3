package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLayerTest {

    @TempDir
    Path directory;

    @Test
    void theOrderOfPackagesMakesNoOtherLayer() {
        assertThat(ImageLayer.of("less", "git")).isEqualTo(ImageLayer.of("git", "less"));
        assertThat(ImageLayer.of("less", "git").digest())
                .isEqualTo(ImageLayer.of("git", "less").digest());
    }

    @Test
    void whateverALayerAddsTellsItFromOthers() {
        GuestFile file = GuestFile.of("/etc/a", "a");
        List<ImageLayer> layers = List.of(
                ImageLayer.of(),
                ImageLayer.of("less"),
                ImageLayer.of("git"),
                ImageLayer.of().file(file),
                ImageLayer.of().file(file.permissions("rwx------")),
                ImageLayer.of().file(GuestFile.of("/etc/a", "b")),
                ImageLayer.of().file(GuestFile.of("/etc/b", "a")),
                ImageLayer.of().script(new GuestScript("a", "true")),
                ImageLayer.of().script(new GuestScript("a", "false")),
                ImageLayer.of().script(new GuestScript("a", "true")).script(new GuestScript("b", "true")),
                ImageLayer.of().script(new GuestScript("b", "true")).script(new GuestScript("a", "true")));

        Set<String> digests = new HashSet<>();
        layers.forEach(layer -> digests.add(layer.digest()));

        assertThat(digests).hasSize(layers.size());
    }

    @Test
    void aDerivedImageIsNamedAfterItsBaseAndEachLayer() {
        DebianImage base = DebianImage.builder("bookworm")
                .mirror("http://mirror.example/debian")
                .store(ImageStore.at(directory))
                .build();
        DebianImage derived = base.with("less").with("git");

        assertThat(derived.name())
                .isEqualTo(base.name() + "+" + ImageLayer.of("less").digest().substring(0, 8) + "+"
                        + ImageLayer.of("git").digest().substring(0, 8));
        assertThat(derived.layers()).containsExactly(ImageLayer.of("less"), ImageLayer.of("git"));
        assertThat(derived.recipe()).isEqualTo(base.recipe());
        assertThat(derived.base().orElseThrow().name())
                .isEqualTo(base.with("less").name());
        assertThat(base.base()).isEmpty();
    }

    @Test
    void aLayerThatAddsNothingIsRefused() {
        DebianImage base = DebianImage.builder("bookworm")
                .mirror("http://mirror.example/debian")
                .store(ImageStore.at(directory))
                .build();

        assertThat(ImageLayer.of().isEmpty()).isTrue();
        assertThatThrownBy(base::with).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> base.with("No Package"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No Package");
    }
}
