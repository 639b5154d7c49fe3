package io.umlmachine.samples.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.umlmachine.image.ImageUpdate;
import io.umlmachine.image.PackageChanges;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Changes;
import io.umlmachine.pbuilder.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What came of builds and of work on their image, for programs. Times are in seconds. The names are a promise. */
final class BuildJson {

    private static final double MILLIS_PER_SECOND = 1000;

    private BuildJson() {}

    static JsonObject result(BuildResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("source", result.source().source());
        json.addProperty("version", result.source().version().toString());
        json.addProperty("built", result.success());
        json.addProperty("status", result.status().toString());
        json.addProperty("log", result.log().toString());
        result.changes().map(Changes::file).ifPresent(changes -> json.addProperty("changes", changes.toString()));
        json.add(
                "files",
                Json.array(
                        result.changes().map(changes -> changes.files("")).orElse(List.of()),
                        file -> new JsonPrimitive(file.toString())));
        json.addProperty("duration", seconds(result.duration()));
        json.add("phases", Json.array(result.phases(), time -> {
            JsonObject phase = new JsonObject();
            phase.addProperty("phase", time.phase().toString());
            phase.addProperty("duration", seconds(time.duration()));
            return phase;
        }));
        return json;
    }

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

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
