package io.umlmachine.image.internal.store;

import static io.umlmachine.image.internal.store.JsonFields.array;
import static io.umlmachine.image.internal.store.JsonFields.field;
import static io.umlmachine.image.internal.store.JsonFields.list;
import static io.umlmachine.image.internal.store.JsonFields.map;
import static io.umlmachine.image.internal.store.JsonFields.object;
import static io.umlmachine.image.internal.store.JsonFields.objects;
import static io.umlmachine.image.internal.store.JsonFields.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.umlmachine.ByteSize;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.GuestSettings;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.PackageChoice;
import io.umlmachine.image.Variant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** Recipes as JSON. */
final class RecipeJson {

    private RecipeJson() {}

    static JsonObject toJson(ImageRecipe recipe) {
        JsonObject json = new JsonObject();
        json.addProperty("suite", recipe.suite());
        json.addProperty("variant", recipe.variant().label());
        json.add("sources", collected(recipe.sources().stream().map(RecipeJson::toJson)));
        json.add("components", array(recipe.components()));
        json.add("include", array(recipe.packages().include()));
        json.add("exclude", array(recipe.packages().exclude()));
        json.add("installAfter", array(recipe.packages().installAfter()));
        json.add("purge", array(recipe.packages().purge()));
        json.addProperty("hostname", recipe.settings().hostname());
        recipe.settings().locale().ifPresent(locale -> json.addProperty("locale", locale));
        json.add("aptOptions", object(recipe.settings().aptOptions()));
        json.add("files", collected(recipe.files().stream().map(RecipeJson::toJson)));
        json.add("scripts", collected(recipe.scripts().stream().map(RecipeJson::toJson)));
        json.addProperty("size", recipe.size().bytes());
        recipe.freeSpace().ifPresent(space -> json.addProperty("freeSpace", space.bytes()));
        recipe.keyring().ifPresent(keyring -> json.addProperty("keyring", keyring.toString()));
        recipe.snapshot().ifPresent(moment -> json.addProperty("snapshot", moment.toString()));
        return json;
    }

    static JsonArray collected(Stream<JsonObject> objects) {
        JsonArray array = new JsonArray();
        objects.forEach(array::add);
        return array;
    }

    private static JsonObject toJson(AptSource source) {
        JsonObject json = new JsonObject();
        json.addProperty("uri", source.uri());
        json.addProperty("suite", source.suite());
        json.add("components", array(source.components()));
        source.keyring().ifPresent(keyring -> json.addProperty("keyring", keyring.toString()));
        return json;
    }

    static JsonObject toJson(GuestFile file) {
        JsonObject json = new JsonObject();
        json.addProperty("path", file.path());
        json.addProperty("permissions", file.permissions());
        json.addProperty("base64", Base64.getEncoder().encodeToString(file.content()));
        return json;
    }

    static JsonObject toJson(GuestScript script) {
        JsonObject json = new JsonObject();
        json.addProperty("name", script.name());
        json.addProperty("text", script.text());
        return json;
    }

    static ImageRecipe recipe(JsonObject json) {
        return new ImageRecipe(
                text(json, "suite"),
                variant(text(json, "variant")),
                objects(json, "sources").map(RecipeJson::source).toList(),
                list(json, "components"),
                new PackageChoice(
                        list(json, "include"), list(json, "exclude"), list(json, "installAfter"), list(json, "purge")),
                new GuestSettings(text(json, "hostname"), optional(json, "locale"), map(json, "aptOptions")),
                objects(json, "files").map(RecipeJson::file).toList(),
                objects(json, "scripts").map(RecipeJson::script).toList(),
                new ByteSize(field(json, "size").getAsLong()),
                json.has("freeSpace")
                        ? Optional.of(new ByteSize(json.get("freeSpace").getAsLong()))
                        : Optional.empty(),
                optional(json, "keyring").map(Path::of),
                optional(json, "snapshot").map(Instant::parse));
    }

    private static Variant variant(String label) {
        return Arrays.stream(Variant.values())
                .filter(variant -> variant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such variant: " + label));
    }

    private static AptSource source(JsonObject json) {
        return new AptSource(
                text(json, "uri"),
                text(json, "suite"),
                list(json, "components"),
                optional(json, "keyring").map(Path::of));
    }

    static GuestFile file(JsonObject json) {
        return GuestFile.of(text(json, "path"), Base64.getDecoder().decode(text(json, "base64")))
                .permissions(text(json, "permissions"));
    }

    static GuestScript script(JsonObject json) {
        return new GuestScript(text(json, "name"), text(json, "text"));
    }

    private static Optional<String> optional(JsonObject json, String name) {
        return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
    }
}
