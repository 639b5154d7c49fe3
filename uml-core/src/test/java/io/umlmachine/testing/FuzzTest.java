package io.umlmachine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    void aFailureNamesTheSeedThatBringsItBack() {
        assertThatThrownBy(
                        () -> Fuzz.run(random -> assertThat(random.nextInt(100)).isNotZero()))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> {
                    String message = failure.getMessage();
                    long seed = Long.parseLong(message.substring(message.lastIndexOf('=') + 1));
                    assertThat(new Random(seed).nextInt(100)).isZero();
                });
    }

    @Test
    void aCaseThatTakesTooMuchMemoryFails() {
        assertThatThrownBy(
                        () -> Fuzz.run(random -> assertThat(new byte[300 << 20]).isNotEmpty()))
                .hasMessageContaining("bytes of memory");
    }

    @Test
    void mutationsDifferAndLeaveTheirInputAlone() {
        byte[] input = {1, 2, 3, 4, 5, 6, 7, 8};
        Random random = new Random(1);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(new String(Fuzz.mutate(random, input), StandardCharsets.ISO_8859_1));
        }
        assertThat(seen).hasSizeGreaterThan(500);
        assertThat(input).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
}
