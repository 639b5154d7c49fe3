package io.umlmachine.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSourcesTest {

    @TempDir
    Path apt;

    private Path parts;

    @BeforeEach
    void makeParts() throws IOException {
        parts = Files.createDirectory(apt.resolve("sources.list.d"));
    }

    @Test
    void readsTheListFirstAndThenThePartsByName() throws IOException {
        Files.writeString(parts.resolve("b.list"), "deb http://b.example sid main\n");
        Files.writeString(parts.resolve("a.sources"), "Types: deb\nURIs: http://a.example\nSuites: sid\n");
        Files.writeString(apt.resolve("sources.list"), "deb http://first.example sid main\n");

        assertThat(HostSources.read(apt))
                .extracting(AptEntry::uri)
                .containsExactly("http://first.example", "http://a.example", "http://b.example");
    }

    @Test
    void otherFilesAndBrokenOnesAreLeftOut() throws IOException {
        Files.writeString(parts.resolve("a.list"), "no entry at all\n");
        Files.writeString(parts.resolve("b.sources.disabled"), "Types: deb\n");
        Files.write(parts.resolve("c.list"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.createDirectory(parts.resolve("d.list"));
        Files.writeString(parts.resolve("e.list"), "deb http://mirror.example/debian sid main\n");

        assertThat(HostSources.read(apt)).extracting(AptEntry::uri).containsExactly("http://mirror.example/debian");
    }

    @Test
    void aHostWithoutAptHasNone() {
        assertThat(HostSources.read(apt.resolve("missing"))).isEmpty();
    }

    @Test
    void theCodenameComesFromOsRelease() throws IOException {
        Path release = apt.resolve("os-release");
        Files.writeString(release, "NAME=\"Debian\"\nVERSION_CODENAME=\"bookworm\"\n");

        assertThat(HostRelease.codename(release)).contains("bookworm");
        assertThat(HostRelease.codename(apt.resolve("missing"))).isEmpty();
    }
}
