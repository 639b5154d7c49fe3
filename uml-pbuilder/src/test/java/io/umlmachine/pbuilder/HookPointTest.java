package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookPointTest {

    @Parses("hook G")
    @Test
    void theFirstLetterSaysWhen() {
        for (HookPoint point : HookPoint.values()) {
            assertThat(HookPoint.of(point.letter() + "10name")).contains(point);
        }
        assertThat(HookPoint.of("B90")).contains(HookPoint.AFTER_BUILD);
        assertThat(HookPoint.of("B90lintian.sh")).contains(HookPoint.AFTER_BUILD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "A1x", "a10x", "J10x", "A10x~", "A10x.bak", "xA10", "10A"})
    @Proves("names of hooks")
    void whatIsNotCalledLikeAHookIsNone(String name) {
        assertThat(HookPoint.of(name)).isEmpty();
    }
}
