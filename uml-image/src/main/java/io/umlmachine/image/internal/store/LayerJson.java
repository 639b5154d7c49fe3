package io.umlmachine.image.internal.store;

import static io.umlmachine.image.internal.store.JsonFields.array;
import static io.umlmachine.image.internal.store.JsonFields.list;
import static io.umlmachine.image.internal.store.JsonFields.objects;

import com.google.gson.JsonObject;
import io.umlmachine.image.ImageLayer;

/** Layers as JSON. */
final class LayerJson {

    private LayerJson() {}

    static JsonObject toJson(ImageLayer layer) {
        JsonObject json = new JsonObject();
        json.add("packages", array(layer.packages()));
        json.add("files", RecipeJson.collected(layer.files().stream().map(RecipeJson::toJson)));
        json.add("scripts", RecipeJson.collected(layer.scripts().stream().map(RecipeJson::toJson)));
        return json;
    }

    static ImageLayer layer(JsonObject json) {
        return new ImageLayer(
                list(json, "packages"),
                objects(json, "files").map(RecipeJson::file).toList(),
                objects(json, "scripts").map(RecipeJson::script).toList());
    }
}
