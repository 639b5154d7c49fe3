package io.umlmachine.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.internal.host.OwnedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program in place of the kernel: how real ones end, the integration tests show. */
@Timeout(60)
class KernelProcessTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "'exit 0',                                               true",
        "'exit 1',                                               false",
        "'kill -ABRT $$',                                        false",
        "'echo Kernel panic - not syncing; kill -ABRT $$',       false",
        "'echo \"[ 5.1] reboot: System halted\"; kill -ABRT $$', true",
        "'echo reboot: Power down; kill -ABRT $$',               true"
    })
    void aKernelEndsWellIfAllIsWrittenOutWhateverItsEnd(String script, boolean well) throws Exception {
        List<String> program = List.of("/bin/sh", "-c", "exec 1>&2; " + script);
        try (OwnedDirectory directory = OwnedDirectory.create(temporary);
                ConsoleLog console = new ConsoleLog("m", List.of());
                KernelProcess kernel = KernelProcess.start(program, Map.of(), directory, console)) {
            assertThat(kernel.waitFor(Duration.ofSeconds(20))).isTrue();
            assertThat(kernel.endedWell()).isEqualTo(well);
        }
    }
}
