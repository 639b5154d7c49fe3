package io.umlmachine.image.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.ImageManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        ImageManifest manifest = Manifests.manifest(7);
        Path file = directory.resolve("generation-7.json");
        ManifestJson.write(manifest, file);

        assertThat(ManifestJson.read(file)).isEqualTo(manifest);
        assertThat(file).content().contains("\"digest\": \"" + manifest.recipe().digest() + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"name\": {}}", "\0"})
    void whatIsNoManifestIsRefusedWithItsName(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.json"), text);

        assertThatThrownBy(() -> ManifestJson.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Not the manifest of an image: " + file);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aManifestThatLacksALineIsReadOrRefused(int missing) throws IOException {
        Path file = directory.resolve("generation-1.json");
        ManifestJson.write(Manifests.manifest(1), file);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(missing % lines.size());
        Files.write(file, lines);
        try {
            assertThat(ManifestJson.read(file).name())
                    .isEqualTo(Manifests.manifest(1).name());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(file.toString());
        }
    }

    static Stream<Integer> lines() {
        return IntStream.range(0, 90).boxed();
    }
}
