package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.KernelVersion;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds run on the kernel that the configuration leads to. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BuildKernelIT {

    @TempDir
    private Path directory;

    private PbuilderConfig.Builder config() {
        return PbuilderConfig.builder()
                .buildPlace(directory.resolve("place"))
                .buildResult(directory.resolve("results"));
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    @Proves("UML_KERNEL")
    void noMachineRunsOnAKernelThatIsSlowAtBuildsUnlessItIsAskedFor() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "uname -r\n");
        String version = Pbuilder.with(config().build())
                .execute(script)
                .orThrow()
                .stdout()
                .strip();
        assertThat(KernelVersion.parse(version).isAtLeast(6, 12)).as(version).isTrue();
    }

    @Test
    @Proves({"UML_SECCOMP", "UML_KERNEL"})
    void aTrustedSourceIsBuiltOnAKernelWithAFasterMode() throws IOException, InterruptedException {
        Path dsc = SourcePackage.of("trusted", "1").buildScript("""
                        echo "It runs on $(uname -r)"
                        grep -o 'seccomp=on' /proc/cmdline
                        """).write(directory.resolve("source"));
        BuildResult result = Pbuilder.with(config().seccomp(true).build())
                .layers(LayerPolicy.off())
                .build(BuildRequest.of(dsc))
                .orThrow();

        String version = Files.readAllLines(result.log()).stream()
                .filter(line -> line.startsWith("It runs on "))
                .map(line -> line.substring("It runs on ".length()))
                .findFirst()
                .orElseThrow();
        assertThat(KernelVersion.parse(version).isAtLeast(6, 16)).as(version).isTrue();
        assertThat(result.log()).content().contains("seccomp=on", "The kernel is " + version + ", ");
    }
}
