package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.TinyDeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebFileTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temporary;

    @Test
    void regularFilesAreShownByTheirPathsAndLinksAreNot() throws Exception {
        Path deb = write(TinyDeb.of(Map.of("./usr/bin/true", CONTENT, "etc/other", CONTENT)));

        assertThat(read(deb)).containsExactlyInAnyOrder("/usr/bin/true", "/etc/other");
    }

    @Test
    void linksAreShownToWhoAsksForThem() throws Exception {
        Path deb = write(TinyDeb.of(Map.of("./usr/bin/true", CONTENT)));
        Map<String, String> links = new HashMap<>();

        DebFile.read(deb, new DebFile.Visitor() {
            @Override
            public boolean visit(String path, InputStream content) {
                return true;
            }

            @Override
            public boolean visitLink(String path, String target) {
                links.put(path, target);
                return true;
            }
        });
        assertThat(links)
                .isNotEmpty()
                .allSatisfy((path, target) -> assertThat(path).startsWith("/"));
    }

    @Test
    void theReadingStopsWhenTheVisitorHasSeenEnough() throws Exception {
        Path deb = write(TinyDeb.of(Map.of("./a", CONTENT, "./b", CONTENT)));
        List<String> seen = new ArrayList<>();

        DebFile.read(deb, (path, content) -> {
            assertThat(content.readAllBytes()).isEqualTo(CONTENT);
            return !seen.add(path);
        });
        assertThat(seen).hasSize(1);
    }

    @Test
    void gzipIsUnderstoodAndOtherCompressionsAreNamed() throws Exception {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(empty)) {
            gzip.write(new byte[1024]);
        }
        assertThat(read(write(TinyDeb.withData("data.tar.gz", empty.toByteArray()))))
                .isEmpty();
        assertThat(read(write(TinyDeb.withData("data.tar", new byte[1024])))).isEmpty();
        assertThatThrownBy(() -> read(write(TinyDeb.withData("data.tar.zst", new byte[1024]))))
                .hasMessageContaining("data.tar.zst");
        assertThatThrownBy(() -> read(write(TinyDeb.withData("other", new byte[1024]))))
                .hasMessageContaining("no member data.tar");
    }

    @Property(tries = 300)
    void damagedPackagesAreReadOrRefused(@ForAll @Size(max = 4) int[] places, @ForAll byte value) throws IOException {
        byte[] damaged = TinyDeb.withData("data.tar", new byte[2048]);
        for (int place : places) {
            damaged[Math.floorMod(place, damaged.length)] = value;
        }
        onFile(damaged, file -> read(file));
    }

    @Property(tries = 300)
    void damagedIndexesAreReadOrRefused(@ForAll @Size(max = 4) int[] places, @ForAll byte value) throws IOException {
        byte[] damaged = ("Package: a\nVersion: 1\nFilename: pool/a\nSize: 1\nSHA256: " + "0".repeat(64)
                        + "\n\nPackage: b\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int place : places) {
            damaged[Math.floorMod(place, damaged.length)] = value;
        }
        onFile(TinyDeb.xz(damaged), file -> PackageIndex.find(file, Set.of("a")));
        byte[] compressed = TinyDeb.xz(damaged);
        for (int place : places) {
            compressed[Math.floorMod(place, compressed.length)] = value;
        }
        onFile(compressed, file -> PackageIndex.find(file, Set.of("a")));
    }

    private interface Reading {
        void read(Path file) throws IOException;
    }

    private static void onFile(byte[] content, Reading reading) throws IOException {
        Path file = Files.write(Files.createTempFile("damaged", ""), content);
        try {
            reading.read(file);
        } catch (IOException e) {
            // Refused as it should be; anything unchecked would fail the property.
            return;
        } finally {
            Files.delete(file);
        }
    }

    private Path write(byte[] deb) throws IOException {
        return Files.write(Files.createTempFile(temporary, "package", ".deb"), deb);
    }

    private static List<String> read(Path deb) throws IOException {
        List<String> paths = new ArrayList<>();
        DebFile.read(deb, (path, content) -> paths.add(path));
        return paths;
    }
}
