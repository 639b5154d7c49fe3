package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLineTest {

    private static final Optional<ByteSize> TOTAL = Optional.of(new ByteSize(30_000_000));

    private static String draw(int columns, int percent) {
        return new LiveLine(columns).draw("second stage", percent, new ByteSize(1_200_000), TOTAL);
    }

    @Test
    void theBarTakesWhatRoomThereIs() {
        assertThat(draw(59, 40)).isEqualTo("second stage [########............]  40%  1.2 of 30.0 MB");
    }

    @Test
    void aWideTerminalGetsNoEndlessBar() {
        assertThat(draw(300, 40))
                .isEqualTo("second stage [" + "#".repeat(20) + ".".repeat(30) + "]  40%  1.2 of 30.0 MB");
    }

    @Test
    void withoutRoomForABarTheFiguresStay() {
        assertThat(draw(40, 40)).isEqualTo("second stage  40%  1.2 of 30.0 MB");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 20, 33, 41, 60, 200})
    void itIsNeverWiderThanTheTerminal(int columns) {
        for (int percent = 0; percent <= 100; percent += 10) {
            assertThat(draw(columns, percent).length()).isLessThanOrEqualTo(columns);
        }
    }

    @Test
    void whatHasNoBytesShowsNone() {
        LiveLine line = new LiveLine(50);

        assertThat(line.draw("customise", 100, new ByteSize(0), Optional.empty()))
                .isEqualTo("customise    [###########] 100%");
        assertThat(line.draw("customise", 3, new ByteSize(2_000_000), Optional.empty()))
                .endsWith("]   3%  2.0 MB");
    }
}
