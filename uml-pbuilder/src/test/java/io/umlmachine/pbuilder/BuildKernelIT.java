package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.KernelVersion;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @AfterEach
    void nothingIsLeft() {
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    @Proves("UML_KERNEL")
    void noMachineRunsOnAKernelThatIsSlowAtBuildsUnlessItIsAskedFor() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "uname -r\n");
        String version = Pbuilder.with(TestConfig.usual(directory).build())
                .execute(script)
                .orThrow()
                .stdout()
                .strip();
        assertThat(KernelVersion.parse(version).isAtLeast(6, 12)).as(version).isTrue();
    }

    @Test
    @Proves({"UML_SECCOMP", "UML_KERNEL"})
    void aTrustedSourceIsBuiltOnAKernelWithAFasterMode() throws IOException, InterruptedException {
        Path dsc = SourcePackage.of("trusted", "1")
                .buildScript("echo \"It runs on $(uname -r)\"")
                .write(directory.resolve("source"));
        List<String> words = new ArrayList<>();
        BuildRequest request = BuildRequest.of(dsc).onEvent(event -> {
            if (event.equals(new BuildEvent.PhaseStarted(BuildPhase.BUILD))) {
                UmlMachines.live().forEach(machine -> words.addAll(machine.kernelCommandLine()));
            }
        });
        BuildResult result = Pbuilder.with(TestConfig.trusting(directory).build())
                .layers(LayerPolicy.off())
                .build(request)
                .orThrow();

        KernelVersion kernel = result.machine().kernel().orElseThrow();
        assertThat(kernel.isAtLeast(6, 16)).as("%s", kernel).isTrue();
        assertThat(result.log()).content().contains("It runs on " + kernel);
        assertThat(words).containsOnlyOnce("seccomp=on");
    }
}
