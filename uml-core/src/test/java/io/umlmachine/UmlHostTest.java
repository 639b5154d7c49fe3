package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UmlHostTest {

    @Test
    void everySubjectIsProbedAndWhatIsMissingHasAMend() {
        List<Probe> probes = UmlHost.probe();
        assertThat(probes).extracting(Probe::subject).containsExactly(Probe.Subject.values());
        assertThat(probes).allSatisfy(probe -> {
            assertThat(probe.found()).isEqualTo(probe.fix().isEmpty());
            if (probe.found()) {
                assertThat(probe.path()).isPresent();
            } else {
                assertThat(probe.detail()).isNotEmpty();
            }
        });
    }

    @Test
    void aMissingThingIsNamedWithItsMend() {
        Probe missing = new Probe(
                Probe.Subject.KERNEL, false, java.util.Optional.empty(), "not found", "sudo apt-get install thing");
        assertThat(new HostException(List.of(missing)))
                .hasMessageContaining("linux.uml")
                .hasMessageContaining("sudo apt-get install thing");
    }
}
