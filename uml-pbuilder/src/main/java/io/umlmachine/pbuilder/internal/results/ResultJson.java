package io.umlmachine.pbuilder.internal.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.umlmachine.ExitStatus;
import io.umlmachine.MachineMetrics;
import io.umlmachine.pbuilder.BuildMachine;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.Changes;
import io.umlmachine.pbuilder.DependencyLayer;
import io.umlmachine.pbuilder.FailedBuild;
import io.umlmachine.pbuilder.FileEntry;
import io.umlmachine.pbuilder.PhaseTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A build's result, for programs. Field by field: the names are a promise. */
public final class ResultJson {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ResultJson() {}

    /** One object; sizes are in bytes, times in milliseconds. */
    public static String write(BuildResult result) {
        return text(json(result));
    }

    static String text(JsonObject json) {
        return GSON.toJson(json);
    }

    /** The object, for one with more in it. */
    public static JsonObject json(BuildResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("source", result.source().source());
        json.addProperty("version", result.source().version());
        json.addProperty("format", result.source().format());
        json.addProperty("dsc", result.source().file().toString());
        json.addProperty("success", result.success());
        json.add("outcome", outcome(result.outcome()));
        result.changes().ifPresent(changes -> json.add("changes", changes(changes)));
        result.sourceChanges().ifPresent(changes -> json.add("sourceChanges", changes(changes)));
        json.add("additional", array(result.additional(), ResultJson::string));
        result.kept().ifPresent(kept -> json.add("kept", kept(kept)));
        result.layer().ifPresent(layer -> json.add("layer", layer(layer)));
        json.addProperty("log", result.log().toString());
        json.add("phases", array(result.phases(), ResultJson::phase));
        json.addProperty("durationMillis", result.duration().toMillis());
        json.add("checks", array(result.checks(), CheckJson::of));
        BuildMachine machine = result.machine();
        machine.kernel().ifPresent(kernel -> json.addProperty("kernel", kernel.toString()));
        machine.base().ifPresent(base -> json.addProperty("base", base.toString()));
        machine.use().ifPresent(use -> json.add("use", use(use)));
        result.report().ifPresent(report -> json.addProperty("report", report.toString()));
        return json;
    }

    private static JsonObject use(MachineMetrics use) {
        JsonObject json = new JsonObject();
        json.addProperty("cpuMillis", use.cpuTime().toMillis());
        json.addProperty("memory", use.memoryInUse().bytes());
        json.addProperty("disk", use.diskInUse().bytes());
        json.addProperty("written", use.diskWritten().bytes());
        return json;
    }

    private static JsonObject outcome(Outcome outcome) {
        JsonObject json = new JsonObject();
        if (outcome instanceof Outcome.TimedOut late) {
            json.addProperty("kind", "timed-out");
            json.addProperty("limitMillis", late.limit().toMillis());
        } else if (outcome instanceof Outcome.PrintedTooMuch talkative) {
            json.addProperty("kind", "printed-too-much");
            json.addProperty("limitBytes", talkative.limit().bytes());
        } else if (outcome instanceof Outcome.WroteTooMuch greedy) {
            json.addProperty("kind", "wrote-too-much");
            json.addProperty("limitBytes", greedy.limit().bytes());
        } else if (outcome instanceof Outcome.RanOutOfMemory poor) {
            json.addProperty("kind", "ran-out-of-memory");
            json.addProperty("memoryBytes", poor.memory().bytes());
            json.addProperty("victim", poor.victim());
        } else {
            json.addProperty("kind", outcome instanceof Outcome.Succeeded ? "succeeded" : "failed");
        }
        ExitStatus status = outcome.status();
        json.addProperty("exitCode", status.code());
        status.signal().ifPresent(signal -> json.addProperty("signal", signal));
        return json;
    }

    private static JsonObject changes(Changes changes) {
        JsonObject json = new JsonObject();
        json.addProperty("file", changes.file().toString());
        json.addProperty("version", changes.version());
        json.add("architectures", array(changes.architectures(), JsonPrimitive::new));
        json.add("files", array(changes.files(), entry -> file(changes.file().resolveSibling(entry.name()), entry)));
        return json;
    }

    private static JsonObject file(Path path, FileEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("path", path.toString());
        json.addProperty("size", entry.size());
        json.addProperty("sha256", entry.sha256());
        return json;
    }

    private static JsonObject layer(DependencyLayer layer) {
        JsonObject json = new JsonObject();
        json.addProperty("origin", layer.origin().name().toLowerCase(Locale.ROOT));
        json.addProperty("digest", layer.digest());
        json.add("packages", array(layer.packages(), JsonPrimitive::new));
        return json;
    }

    private static JsonObject kept(FailedBuild kept) {
        JsonObject json = new JsonObject();
        json.addProperty("id", kept.id());
        json.addProperty("directory", kept.directory().toString());
        json.addProperty("size", kept.size().bytes());
        return json;
    }

    private static JsonObject phase(PhaseTime time) {
        JsonObject json = new JsonObject();
        json.addProperty("phase", time.phase().name().toLowerCase(Locale.ROOT));
        json.addProperty("millis", time.duration().toMillis());
        return json;
    }

    private static JsonElement string(Path path) {
        return new JsonPrimitive(path.toString());
    }

    static <T> JsonArray array(List<T> values, Function<T, JsonElement> toJson) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(toJson.apply(value)));
        return array;
    }
}
