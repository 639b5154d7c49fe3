package io.umlmachine.image.internal.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.umlmachine.ByteSize;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
        json.add("recipe", toJson(manifest.recipe()));
        json.addProperty("created", manifest.created().toString());
        json.addProperty("dataSha256", manifest.dataSha256());
        json.addProperty("size", manifest.size().bytes());
        json.addProperty("kernel", manifest.kernel());
        json.add("tools", toJson(manifest.tools()));
        json.add("packages", toJson(manifest.packages()));
        JsonObject phases = new JsonObject();
        manifest.phases().forEach((phase, duration) -> phases.addProperty(phase.label(), duration.toString()));
        json.add("phases", phases);
        return json;
    }

    private static JsonObject toJson(ImageRecipe recipe) {
        JsonObject json = new JsonObject();
        json.addProperty("suite", recipe.suite());
        json.addProperty("variant", recipe.variant().label());
        JsonArray sources = new JsonArray();
        for (AptSource source : recipe.sources()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("uri", source.uri());
            entry.addProperty("suite", source.suite());
            entry.add("components", toJson(source.components()));
            sources.add(entry);
        }
        json.add("sources", sources);
        json.add("components", toJson(recipe.components()));
        json.add("include", toJson(recipe.include()));
        json.addProperty("size", recipe.size().bytes());
        recipe.keyring().ifPresent(keyring -> json.addProperty("keyring", keyring.toString()));
        return json;
    }

    private static JsonObject toJson(Map<String, String> map) {
        JsonObject json = new JsonObject();
        map.forEach(json::addProperty);
        return json;
    }

    private static JsonArray toJson(List<String> list) {
        JsonArray json = new JsonArray();
        list.forEach(json::add);
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
                recipe(field(json, "recipe").getAsJsonObject()),
                Instant.parse(text(json, "created")),
                text(json, "dataSha256"),
                new ByteSize(field(json, "size").getAsLong()),
                text(json, "kernel"),
                map(json, "tools"),
                map(json, "packages"),
                phases);
    }

    private static ImageRecipe recipe(JsonObject json) {
        List<AptSource> sources = elements(json, "sources")
                .map(JsonElement::getAsJsonObject)
                .map(entry -> new AptSource(text(entry, "uri"), text(entry, "suite"), list(entry, "components")))
                .toList();
        String variant = text(json, "variant");
        return new ImageRecipe(
                text(json, "suite"),
                List.of(Variant.values()).stream()
                        .filter(candidate -> candidate.label().equals(variant))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such variant: " + variant)),
                sources,
                list(json, "components"),
                list(json, "include"),
                new ByteSize(field(json, "size").getAsLong()),
                json.has("keyring") ? Optional.of(Path.of(text(json, "keyring"))) : Optional.empty());
    }

    private static SortedMap<String, String> map(JsonObject json, String name) {
        SortedMap<String, String> map = new TreeMap<>();
        JsonObject object = field(json, name).getAsJsonObject();
        object.keySet().forEach(key -> map.put(key, text(object, key)));
        return map;
    }

    private static List<String> list(JsonObject json, String name) {
        return elements(json, name).map(JsonElement::getAsString).toList();
    }

    private static Stream<JsonElement> elements(JsonObject json, String name) {
        return StreamSupport.stream(field(json, name).getAsJsonArray().spliterator(), false);
    }

    private static String text(JsonObject json, String name) {
        return field(json, name).getAsString();
    }

    private static JsonElement field(JsonObject json, String name) {
        if (!json.has(name)) {
            throw new JsonParseException("the field " + name + " is missing");
        }
        return json.get(name);
    }
}
