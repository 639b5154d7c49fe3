package io.umlmachine.image.internal.store;

import io.umlmachine.ByteSize;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.GuestSettings;
import io.umlmachine.image.ImageLayer;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.PackageChoice;
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
                List.of(
                        new AptSource("http://mirror.example/debian", "bookworm", components),
                        new AptSource("http://mirror.example/own", "own", components)
                                .signedBy(Path.of("/keys/other.gpg"))),
                components,
                new PackageChoice(List.of("less"), List.of("nano"), List.of("locales"), List.of("tzdata")),
                new GuestSettings("own", Optional.of("de_DE.UTF-8"), new TreeMap<>(Map.of("Acquire::Retries", "3"))),
                List.of(GuestFile.of("/etc/motd", "hello\n").permissions("rw-r-----")),
                List.of(new GuestScript("last", "#!/bin/sh\ntrue\n")),
                ByteSize.gibibytes(4),
                Optional.of(ByteSize.mebibytes(100)),
                Optional.of(Path.of("/keys/own.gpg")),
                Optional.of(Instant.parse("2026-01-31T00:00:00Z")));
        return new ImageManifest(
                recipe.name(),
                generation,
                recipe,
                List.of(ImageLayer.of("less", "git")
                        .file(GuestFile.of("/etc/hello", "hello\n"))
                        .script(new GuestScript("also", "true\n"))),
                ImageOperation.UPDATE,
                Optional.of(new GenerationName(recipe.name(), generation - 1)),
                Instant.parse("2026-11-22T12:00:00Z"),
                "0123",
                recipe.size(),
                "6.1.176",
                new TreeMap<>(Map.of("mmdebstrap", "1.3.5")),
                new TreeMap<>(Map.of("less", "590-2", "libc6", "2.36-9+deb12u9")),
                Map.of(ImagePhase.BOOTSTRAP, Duration.ofMillis(1500), ImagePhase.SECOND_STAGE, Duration.ofSeconds(90)));
    }
}
