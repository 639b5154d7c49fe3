package io.umlmachine.samples.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WebLanIT {

    @TempDir
    private Path directory;

    @Test
    void theClientFindsTheServerByItsNameAndThePageIsInThePackets() throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path packets = directory.resolve("lan.pcap");
        WebLan.show(packets, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.matches("client asks for web: 10\\.0\\.2\\.\\d+ +web"))
                .contains("client fetched:      Hello from the machine next door.")
                .anyMatch(line -> line.startsWith("web remembers: ") && line.contains("\"GET / HTTP/1.1\" 200"));
        assertThat(new String(Files.readAllBytes(packets), StandardCharsets.ISO_8859_1))
                .contains("GET / HTTP/1.1")
                .contains("Hello from the machine next door.");
    }
}
