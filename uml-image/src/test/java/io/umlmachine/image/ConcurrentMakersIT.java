package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.testing.MakerProgram;
import io.umlmachine.image.testing.MakerProgram.Task;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that want the same image at the same moment. */
@Timeout(900)
class ConcurrentMakersIT {

    private static final int PROGRAMS = 4;

    @TempDir
    Path directory;

    @Test
    void oneOfSeveralProgramsMakesTheImageAndAllOfThemGetIt() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            MakerProgram.Image image =
                    new MakerProgram.Image(directory.resolve("store"), archive.uri(), archive.keyring());
            List<JavaProgram> programs = new ArrayList<>();
            List<List<String>> said = new ArrayList<>();
            try {
                for (int i = 0; i < PROGRAMS; i++) {
                    programs.add(MakerProgram.start(Task.USE, Map.of(), image));
                }
                for (JavaProgram program : programs) {
                    said.add(output(program));
                }
            } finally {
                programs.forEach(JavaProgram::close);
            }

            assertThat(said.stream().filter(lines -> lines.contains(ImagePhase.BOOTSTRAP.name())))
                    .as("the phases of each program: %s", said)
                    .hasSize(1);
            assertThat(said).allSatisfy(lines -> assertThat(lines).endsWith("debian", "1"));
            assertThat(ImageStore.at(image.store())
                            .generations(image.builder().build().name()))
                    .hasSize(1);
        }
    }

    private static List<String> output(JavaProgram program) throws IOException {
        return new String(program.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
