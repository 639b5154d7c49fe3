package io.umlmachine.samples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.umlmachine.image.GcReport;
import io.umlmachine.image.GenerationCheck;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.StoredGeneration;
import java.util.Locale;

/** What a store holds, for programs. Sizes are in bytes, times in ISO 8601. Field by field: the names are a promise. */
final class StoreJson {

    private StoreJson() {}

    static JsonObject generation(StoredGeneration generation) {
        JsonObject json = name(generation.name());
        json.addProperty("current", generation.current());
        json.addProperty("inUse", generation.inUse());
        json.addProperty("operation", generation.manifest().operation().label());
        generation.manifest().base().ifPresent(base -> json.add("base", name(base)));
        json.addProperty("suite", generation.manifest().recipe().suite());
        json.addProperty("created", generation.manifest().created().toString());
        json.addProperty("lastUse", generation.lastUse().toString());
        json.addProperty("size", generation.size().bytes());
        json.addProperty("diskUse", generation.diskUse().bytes());
        json.addProperty("disk", generation.disk().toString());
        return json;
    }

    static JsonObject check(GenerationCheck check) {
        JsonObject json = name(check.name());
        json.addProperty("sound", check.sound());
        json.add("faults", Json.array(check.faults(), fault -> {
            JsonObject object = new JsonObject();
            object.addProperty("kind", fault.kind().name().toLowerCase(Locale.ROOT));
            object.addProperty("expected", fault.expected());
            object.addProperty("found", fault.found());
            return object;
        }));
        return json;
    }

    static JsonObject report(GcReport report) {
        JsonObject json = new JsonObject();
        json.add("removed", Json.array(report.removed(), StoreJson::name));
        json.addProperty("freed", report.freed().bytes());
        json.add("inUse", Json.array(report.inUse(), StoreJson::name));
        JsonArray busy = new JsonArray();
        report.busy().forEach(busy::add);
        json.add("busy", busy);
        json.add("failures", Json.array(report.failures(), failure -> {
            JsonObject object = new JsonObject();
            object.addProperty("path", failure.path().toString());
            object.addProperty("message", failure.message());
            return object;
        }));
        json.addProperty("remaining", report.remaining().bytes());
        return json;
    }

    static JsonObject name(GenerationName name) {
        JsonObject json = new JsonObject();
        json.addProperty("image", name.image());
        json.addProperty("generation", name.number());
        return json;
    }
}
