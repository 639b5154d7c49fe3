package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tool does not change what an image is. The images are kept, each tool's in a store of its own: made in the first run, and
 * found in the others.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EqualIT {

    @ParameterizedTest
    @EnumSource(Variant.class)
    void bothToolsInstallTheSamePackagesInTheSameVersions(Variant variant) throws Exception {
        DebianImage fastImage = image(variant, Bootstrap.MMDEBSTRAP, "it-mmdebstrap");
        DebianImage plainImage = image(variant, Bootstrap.DEBOOTSTRAP, "it-debootstrap");
        fastImage.acquire().close();
        plainImage.acquire().close();
        ImageManifest plain = plainImage.manifest().orElseThrow();
        // The mirror may have changed between the one's making and the other's.
        ImageManifest fast = isOld(fastImage, plain)
                ? fastImage.create()
                : fastImage.manifest().orElseThrow();
        if (isOld(plainImage, fast)) {
            plain = plainImage.create();
        }

        assertThat(plain.tools()).containsKey("debootstrap");
        assertThat(fast.tools()).containsKey("mmdebstrap");
        assertThat(plain.recipe()).isEqualTo(fast.recipe());
        assertThat(plain.packages()).containsExactlyEntriesOf(fast.packages());
    }

    private static DebianImage image(Variant variant, Bootstrap tool, String store) throws IOException {
        return DebianImage.builder("bookworm")
                .variant(variant)
                .bootstrap(tool)
                .store(ImageStore.at(ImageStore.standard().directory().resolveSibling(store)))
                .onProgress(System.out::println)
                .build();
    }

    /** Whether the image was made a good while before another one whose packages it does not have. */
    private static boolean isOld(DebianImage image, ImageManifest other) throws IOException {
        ImageManifest own = image.manifest().orElseThrow();
        return !own.packages().equals(other.packages())
                && own.created().isBefore(other.created().minus(Duration.ofHours(2)));
    }
}
