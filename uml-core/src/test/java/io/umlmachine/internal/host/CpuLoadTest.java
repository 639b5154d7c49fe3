package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuLoadTest {

    @Test
    void countsWhatIsNeitherIdleNorWaitNorGuest() {
        assertThat(CpuLoad.busy(List.of(
                        "cpu  1 2 3 4 5 6 7 8 9 10",
                        "cpu0 1 2 3 1000 1000 6 7 8 1 2",
                        "cpu11 10 0 0 5 5 0 0 0 10 0",
                        "intr 5 6",
                        "ctxt 7")))
                .isEqualTo(Map.of(0, 27L, 11, 10L));
    }

    @Test
    void tellsWhatHasHappenedSinceItWasAskedLast() {
        CpuLoad load = CpuLoad.observe();
        assertThat(load.sinceLast())
                .isNotEmpty()
                .allSatisfy((cpu, ticks) -> assertThat(ticks).isNotNegative());
    }
}
