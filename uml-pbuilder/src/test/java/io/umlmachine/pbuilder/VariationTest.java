package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariationTest {

    @Test
    void theFirstBuildIsAsAlways() {
        assertThat(Variation.number(0)).hasToString("nothing varied");
    }

    @Test
    void eachNumberVariesEverythingButThePath() {
        assertThat(Variation.number(1))
                .hasToString("hostname varied1, clock shifted by PT9559H, user builder1 (4321), umask 0002, locale C, "
                        + "timezone <+14>-14, parallel=2, directory order 00000000-0000-0001-0000-000000000001");
        assertThat(Variation.number(2).user()).contains("builder2");
        assertThat(Variation.number(2).timezone())
                .isNotEqualTo(Variation.number(1).timezone());
        assertThat(Variation.number(2).pathSuffix()).isEmpty();
    }

    @Test
    void aSetterLeavesTheOtherValues() {
        Variation varied = Variation.none()
                .clockShift(Duration.ofDays(-3))
                .pathSuffix("-x")
                .umask("077");
        assertThat(varied).hasToString("clock shifted by PT-72H, umask 077, path suffix -x");
        assertThat(varied.hostname("a").umask()).contains("077");
    }

    @Test
    void whatNoMachineTakesIsRefused() {
        Variation none = Variation.none();
        assertThatThrownBy(() -> none.user("root user", 4000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.user("root", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.umask("8")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.pathSuffix("/../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.parallel(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Variation.number(100)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneBuildReproducesNothing() {
        Pbuilder pbuilder = Pbuilder.with(PbuilderConfig.builder().build());
        BuildRequest request = BuildRequest.of(Path.of("none.dsc"));
        assertThatThrownBy(() -> pbuilder.reproduce(request, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pbuilder.reproduce(request, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
