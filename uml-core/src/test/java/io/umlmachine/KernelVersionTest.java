package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelVersionTest {

    @Test
    void versionsAreOrderedAsTheyWereReleased() {
        assertThat(java.util.stream.Stream.of(
                                "6.1.176", "6.12.101", "6.16", "7.2.0-rc9", "7.2.0-rc10", "7.2", "7.2.0+", "7.2.7")
                        .map(KernelVersion::parse))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aSeriesIncludesItsOwnVersionsAndLaterOnes() {
        assertThat(KernelVersion.parse("6.16").isAtLeast(6, 16)).isTrue();
        assertThat(KernelVersion.parse("7.2.7").isAtLeast(6, 16)).isTrue();
        assertThat(KernelVersion.parse("6.12.101").isAtLeast(6, 16)).isFalse();
        assertThat(KernelVersion.parse("5.99").isAtLeast(6, 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "6", "6.", "v6.1", "6.1 7", "6.1.7 x", "coreutils 9.1", "6.1.9999999999", "-6.1", "6.1\n"})
    void whatIsNoVersionIsRefused(String text) {
        assertThatThrownBy(() -> KernelVersion.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void aVersionIsReadAsItIsWritten(@ForAll("versions") KernelVersion version) {
        assertThat(KernelVersion.parse(version.toString())).isEqualTo(version);
    }

    @Property
    void theOrderAgreesWithEqualityAndWithTheSeries(
            @ForAll("versions") KernelVersion one, @ForAll("versions") KernelVersion other) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
        if (one.compareTo(other) >= 0) {
            assertThat(one.isAtLeast(other.major(), other.minor())).isTrue();
        }
    }

    @Provide
    Arbitrary<KernelVersion> versions() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 20);
        Arbitrary<String> suffix = Arbitraries.of("", "", "-rc1", "-rc10", "+", "-um", "~a");
        return Combinators.combine(number, number, number, suffix).as(KernelVersion::new);
    }
}
