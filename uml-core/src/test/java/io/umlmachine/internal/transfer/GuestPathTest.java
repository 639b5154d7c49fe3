package io.umlmachine.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestPathTest {

    @ParameterizedTest
    @CsvSource({"/a/b,/a/b,b,/a", "/,/,.,/", "//x//y/./z/..,/x/y,y,/x", "/..,/,.,/", "/-rf,/-rf,-rf,/"})
    void isNormalized(String text, String whole, String name, String parent) {
        GuestPath path = GuestPath.of(text);
        assertThat(path).hasToString(whole);
        assertThat(path.name()).isEqualTo(name);
        assertThat(path.parent()).isEqualTo(parent);
    }

    @Test
    void mustBeAbsoluteAndWithoutNul() {
        assertThatThrownBy(() -> GuestPath.of("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GuestPath.of("/a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
