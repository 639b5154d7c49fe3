package io.umlmachine.samples.cli;

import com.google.gson.JsonObject;
import io.umlmachine.image.ImageUpdate;
import io.umlmachine.image.PackageChanges;
import io.umlmachine.pbuilder.Setting;
import java.util.Map;

/** What came of work on the base image, and the configuration, for programs. The names are a promise. */
final class ConfiguredJson {

    private ConfiguredJson() {}

    static JsonObject update(ImageUpdate update) {
        JsonObject json = new JsonObject();
        json.addProperty("generation", update.manifest().generation());
        json.add("removed", versions(update.changes().removed()));
        json.add("added", versions(update.changes().added()));
        JsonObject changed = new JsonObject();
        update.changes().changed().forEach((name, versions) -> changed.add(name, versions(versions)));
        json.add("changed", changed);
        return json;
    }

    private static JsonObject versions(Map<String, String> packages) {
        JsonObject json = new JsonObject();
        packages.forEach(json::addProperty);
        return json;
    }

    private static JsonObject versions(PackageChanges.Versions versions) {
        JsonObject json = new JsonObject();
        json.addProperty("before", versions.before());
        json.addProperty("after", versions.after());
        return json;
    }

    static JsonObject setting(Setting setting) {
        JsonObject json = new JsonObject();
        json.addProperty("key", setting.key().toString());
        json.addProperty("value", setting.value());
        json.addProperty("origin", setting.origin().toString());
        return json;
    }
}
