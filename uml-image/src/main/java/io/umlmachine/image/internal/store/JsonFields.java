package io.umlmachine.image.internal.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Fields of JSON objects; a missing one is a {@link JsonParseException} that names it. */
final class JsonFields {

    private JsonFields() {}

    static JsonObject object(Map<String, String> map) {
        JsonObject json = new JsonObject();
        map.forEach(json::addProperty);
        return json;
    }

    static JsonArray array(List<String> list) {
        JsonArray json = new JsonArray();
        list.forEach(json::add);
        return json;
    }

    static SortedMap<String, String> map(JsonObject json, String name) {
        SortedMap<String, String> map = new TreeMap<>();
        JsonObject object = field(json, name).getAsJsonObject();
        object.keySet().forEach(key -> map.put(key, text(object, key)));
        return map;
    }

    static List<String> list(JsonObject json, String name) {
        return elements(json, name).map(JsonElement::getAsString).toList();
    }

    static Stream<JsonObject> objects(JsonObject json, String name) {
        return elements(json, name).map(JsonElement::getAsJsonObject);
    }

    private static Stream<JsonElement> elements(JsonObject json, String name) {
        return StreamSupport.stream(field(json, name).getAsJsonArray().spliterator(), false);
    }

    static String text(JsonObject json, String name) {
        return field(json, name).getAsString();
    }

    static JsonElement field(JsonObject json, String name) {
        if (!json.has(name)) {
            throw new JsonParseException("the field " + name + " is missing");
        }
        return json.get(name);
    }
}
