package io.umlmachine.image.internal.store;

import static io.umlmachine.image.internal.store.JsonFields.field;
import static io.umlmachine.image.internal.store.JsonFields.map;
import static io.umlmachine.image.internal.store.JsonFields.object;
import static io.umlmachine.image.internal.store.JsonFields.objects;
import static io.umlmachine.image.internal.store.JsonFields.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.umlmachine.ByteSize;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manifests as JSON. Field by field, because the files outlive the classes. Thread-safe. */
final class ManifestJson {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ManifestJson() {}

    static void write(ImageManifest manifest, Path file) throws IOException {
        Files.writeString(file, GSON.toJson(toJson(manifest)) + "\n");
    }

    /** Reads a manifest; one that is malformed is an {@link IOException} that names the file. */
    static ImageManifest read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            return manifest(JsonParser.parseString(text).getAsJsonObject());
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | IllegalArgumentException
                | DateTimeException e) {
            throw new IOException("Not the manifest of an image: " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonObject toJson(ImageManifest manifest) {
        JsonObject json = new JsonObject();
        json.addProperty("name", manifest.name());
        json.addProperty("generation", manifest.generation());
        json.addProperty("digest", manifest.recipe().digest());
        json.add("recipe", RecipeJson.toJson(manifest.recipe()));
        json.add("layers", RecipeJson.collected(manifest.layers().stream().map(LayerJson::toJson)));
        json.addProperty("operation", manifest.operation().label());
        manifest.base().ifPresent(base -> {
            JsonObject generation = new JsonObject();
            generation.addProperty("name", base.image());
            generation.addProperty("generation", base.number());
            json.add("base", generation);
        });
        json.addProperty("created", manifest.created().toString());
        json.addProperty("dataSha256", manifest.dataSha256());
        json.addProperty("size", manifest.size().bytes());
        json.addProperty("kernel", manifest.kernel());
        json.add("tools", object(manifest.tools()));
        json.add("packages", object(manifest.packages()));
        JsonObject phases = new JsonObject();
        manifest.phases().forEach((phase, duration) -> phases.addProperty(phase.label(), duration.toString()));
        json.add("phases", phases);
        return json;
    }

    private static ImageManifest manifest(JsonObject json) {
        Map<ImagePhase, Duration> phases = new EnumMap<>(ImagePhase.class);
        JsonObject durations = field(json, "phases").getAsJsonObject();
        for (ImagePhase phase : ImagePhase.values()) {
            if (durations.has(phase.label())) {
                phases.put(phase, Duration.parse(text(durations, phase.label())));
            }
        }
        return new ImageManifest(
                text(json, "name"),
                field(json, "generation").getAsInt(),
                RecipeJson.recipe(field(json, "recipe").getAsJsonObject()),
                json.has("layers")
                        ? objects(json, "layers").map(LayerJson::layer).toList()
                        : List.of(),
                operation(text(json, "operation")),
                json.has("base") ? Optional.of(base(json.getAsJsonObject("base"))) : Optional.empty(),
                Instant.parse(text(json, "created")),
                text(json, "dataSha256"),
                new ByteSize(field(json, "size").getAsLong()),
                text(json, "kernel"),
                map(json, "tools"),
                map(json, "packages"),
                phases);
    }

    private static ImageOperation operation(String label) {
        return Arrays.stream(ImageOperation.values())
                .filter(operation -> operation.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such operation: " + label));
    }

    private static GenerationName base(JsonObject json) {
        return new GenerationName(text(json, "name"), field(json, "generation").getAsInt());
    }
}
