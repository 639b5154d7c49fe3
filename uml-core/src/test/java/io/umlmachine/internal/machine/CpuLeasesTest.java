package io.umlmachine.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.CpuPlacement;
import io.umlmachine.internal.host.OwnedDirectory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLeasesTest {

    @TempDir
    private Path temporary;

    @Test
    void readsTheKernelsListOfAllowedCpus() {
        assertThat(CpuLeases.allowed(List.of("Name:\tjava", "Cpus_allowed_list:\t0-3,8,10-11")))
                .containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(CpuLeases.allowed(List.of("Cpus_allowed_list:\t5"))).containsExactly(5);
    }

    @Test
    void machinesSpreadOverTheCpusAndMakeRoomWhenTheyEnd() throws Exception {
        int cpus = Runtime.getRuntime().availableProcessors();
        OwnedDirectory[] machines = new OwnedDirectory[cpus];
        int[] leased = new int[cpus];
        for (int i = 0; i < cpus; i++) {
            machines[i] = OwnedDirectory.create(temporary);
            leased[i] = CpuLeases.lease(CpuPlacement.leastUsed(), machines[i]).orElseThrow();
        }
        assertThat(leased).doesNotHaveDuplicates();
        machines[0].close();
        try (OwnedDirectory next = OwnedDirectory.create(temporary)) {
            assertThat(CpuLeases.lease(CpuPlacement.leastUsed(), next)).hasValue(leased[0]);
        }
        for (OwnedDirectory machine : machines) {
            machine.close();
        }
    }

    @Test
    void theCallerMayChooseOrSwitchOff() throws Exception {
        try (OwnedDirectory machine = OwnedDirectory.create(temporary)) {
            assertThat(CpuLeases.lease(CpuPlacement.cpu(7), machine)).hasValue(7);
            assertThat(CpuLeases.lease(CpuPlacement.unpinned(), machine)).isEmpty();
        }
    }
}
