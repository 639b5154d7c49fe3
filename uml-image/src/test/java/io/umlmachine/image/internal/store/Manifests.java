package io.umlmachine.image.internal.store;

import io.umlmachine.ByteSize;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Manifests for tests. */
final class Manifests {

    private Manifests() {}

    static ImageManifest manifest(int generation) {
        List<String> components = List.of("main", "contrib");
        ImageRecipe recipe = new ImageRecipe(
                "bookworm",
                Variant.BUILDD,
                List.of(new AptSource("http://mirror.example/debian", "bookworm", components)),
                components,
                List.of("less"),
                ByteSize.gibibytes(4),
                Optional.of(Path.of("/keys/own.gpg")));
        return new ImageManifest(
                recipe.name(),
                generation,
                recipe,
                Instant.parse("2026-11-22T12:00:00Z"),
                "0123",
                recipe.size(),
                "6.1.176",
                new TreeMap<>(Map.of("mmdebstrap", "1.3.5")),
                new TreeMap<>(Map.of("less", "590-2", "libc6", "2.36-9+deb12u9")),
                Map.of(ImagePhase.BOOTSTRAP, Duration.ofMillis(1500), ImagePhase.SECOND_STAGE, Duration.ofSeconds(90)));
    }
}
