package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.Variant;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import org.junit.jupiter.api.Test;

/** Which image a configuration asks for; what comes of a recipe, the tests of images show. */
class MachinesTest {

    private static ImageRecipe recipe(PbuilderConfig.Builder config) {
        return new Machines(config.build()).described(event -> {}).build().recipe();
    }

    @Proves("ROOTSTRAP_IMAGESIZE")
    @Parses({"DISTRIBUTION", "MIRRORSITE", "COMPONENTS", "EXTRAPACKAGES", "REMOVEPACKAGES"})
    @Test
    void theKeysOfTheImageReachItsRecipe() {
        ImageRecipe recipe = recipe(PbuilderConfig.builder()
                .set(ConfigKey.DISTRIBUTION, "trixie")
                .set(ConfigKey.MIRRORSITE, "http://mirror.example/debian")
                .set(ConfigKey.COMPONENTS, "main contrib")
                .set(ConfigKey.EXTRAPACKAGES, "vim-tiny less")
                .set(ConfigKey.REMOVEPACKAGES, "nano")
                .set(ConfigKey.ROOTSTRAP_IMAGESIZE, "3G"));

        assertThat(recipe.sources())
                .extracting(AptSource::toString)
                .containsExactly("deb http://mirror.example/debian trixie main contrib");
        assertThat(recipe.variant()).isEqualTo(Variant.BUILDD);
        assertThat(recipe.packages().include()).containsExactly("fakeroot", "less", "vim-tiny");
        assertThat(recipe.packages().purge()).containsExactly("nano");
        assertThat(recipe.size()).isEqualTo(ByteSize.gibibytes(3));
    }

    @Parses({"EXTRAPACKAGES", "OTHERMIRROR"})
    @Test
    void packagesThatMayBeOfAnotherRepositoryWaitForTheMachine() {
        PbuilderConfig config = PbuilderConfig.builder()
                .set(ConfigKey.EXTRAPACKAGES, "from-there")
                .set(ConfigKey.OTHERMIRROR, "deb http://mirror.example/other ./")
                .build();

        assertThat(recipe(config.toBuilder()).packages().include()).containsExactly("fakeroot");
        assertThat(new Machines(config).packagesOfMachine()).containsExactly("from-there");
    }
}
