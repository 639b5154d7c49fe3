package io.umlmachine.samples.throwaway;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ThrowawayIT {

    @TempDir
    private Path directory;

    @Test
    void whatAMachineDoesToItselfIsGoneWithIt() throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Throwaway.show(directory, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(7)
                .anyMatch(line -> line.startsWith("  Linux ") && line.endsWith(" x86_64"))
                .contains("  2 /srv/letters/second letter")
                .anyMatch(line -> line.endsWith(", as new"))
                .contains("  /srv holds 0 files");
        assertThat(directory.resolve("letters.tar.gz")).isNotEmptyFile();
        assertThat(UmlMachines.live()).isEmpty();
    }
}
