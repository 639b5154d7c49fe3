package io.umlmachine.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.BuildResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EmbeddedBuildIT {

    @TempDir
    private Path directory;

    @Test
    void aProgramFollowsABuildPhaseByPhase() throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        BuildResult result = EmbeddedBuild.build(
                new TinySource("tiny", "", "echo All of it is built").write(directory),
                directory.resolve("results"),
                new PhaseView(out, true),
                out);

        assertThat(result.orThrow().debs())
                .singleElement()
                .satisfies(deb -> assertThat(deb).exists().hasFileName("tiny_1.0_all.deb"));
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("Building tiny 1.0\n")
                .contains("All of it is built")
                .contains("Built " + result.debs().get(0) + "\n");
        // What stays on the terminal: what was overwritten is not seen.
        assertThat(Arrays.stream(text.split("\n")).map(line -> line.substring(line.lastIndexOf('\r') + 1)))
                .filteredOn(line -> line.contains(" s  "))
                .allMatch(line -> line.endsWith(" lines") || line.endsWith(" line"))
                .extracting(line -> line.replace("\033[K", "").strip().split(" ")[0])
                .containsExactlyElementsOf(result.phases().stream()
                        .map(phase -> phase.phase().name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(UmlMachines.live()).isEmpty();
    }
}
