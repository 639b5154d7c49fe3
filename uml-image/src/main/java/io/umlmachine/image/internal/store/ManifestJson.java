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
public final class ManifestJson {

    /** To be raised when a reader of the one before would misunderstand a manifest, or the disk that it is about. */
    private static final int FORMAT = 1;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ManifestJson() {}

    /** Writes a manifest. */
    public static void write(ImageManifest manifest, Path file) throws IOException {
        Files.writeString(file, GSON.toJson(toJson(manifest)) + "\n");
    }

    /** Reads a manifest; one that is malformed is an {@link IOException} that names the file. */
    static ImageManifest read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file.toString());
    }

    /**
     * Reads a manifest.
     *
     * @param json the whole text
     * @param origin where it comes from, for complaints
     * @throws UnknownFormatException if a later version of this library wrote it
     * @throws IOException if it is malformed
     */
    public static ImageManifest parse(byte[] json, String origin) throws IOException {
        try {
            JsonObject object = JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            // The first ones did not say.
            int format = object.has("format") ? object.get("format").getAsInt() : FORMAT;
            if (format != FORMAT) {
                throw new UnknownFormatException("The manifest " + origin + " has the format " + format
                        + ", and this version of UmlMachine reads " + FORMAT + "; use the version that wrote it");
            }
            return manifest(object);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | IllegalArgumentException
                | DateTimeException e) {
            throw new IOException("Not the manifest of an image: " + origin + ": " + e.getMessage(), e);
        }
    }

    /**
     * The manifest of a generation that comes from another store. What it was made from there has no meaning here.
     *
     * @param json the manifest there
     * @param number the generation's number here
     */
    public static ImageManifest imported(byte[] json, int number) throws IOException {
        JsonObject object =
                JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
        object.addProperty("generation", number);
        object.addProperty("operation", ImageOperation.IMPORT.label());
        object.remove("base");
        return parse(GSON.toJson(object).getBytes(StandardCharsets.UTF_8), "that is imported");
    }

    /** A manifest of another version of this library. */
    public static final class UnknownFormatException extends IOException {

        private static final long serialVersionUID = 1L;

        UnknownFormatException(String message) {
            super(message);
        }
    }

    private static JsonObject toJson(ImageManifest manifest) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
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
