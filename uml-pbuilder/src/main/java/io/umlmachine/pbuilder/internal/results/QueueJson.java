package io.umlmachine.pbuilder.internal.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.QueueOutcome;
import io.umlmachine.pbuilder.QueueReport;
import java.util.Optional;

/** What became of the sources of a queue, for programs. Field by field: the names are a promise. */
public final class QueueJson {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private QueueJson() {}

    /** One object; times are in milliseconds. */
    public static String write(QueueReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("success", report.success());
        json.addProperty("durationMillis", report.duration().toMillis());
        JsonArray sources = new JsonArray();
        report.entries().forEach(entry -> sources.add(entry(entry)));
        json.add("sources", sources);
        return GSON.toJson(json);
    }

    private static JsonObject entry(QueueReport.Entry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("source", entry.source().source());
        json.addProperty("version", entry.source().version());
        json.addProperty("dsc", entry.source().file().toString());
        json.addProperty("success", entry.success());
        json.add("outcome", outcome(entry.outcome()));
        entry.run().ifPresent(run -> json.add("run", run(run)));
        result(entry.outcome()).ifPresent(result -> json.add("result", ResultJson.json(result)));
        return json;
    }

    private static JsonObject outcome(QueueOutcome outcome) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind(outcome));
        json.addProperty("message", outcome.toString());
        if (outcome instanceof QueueOutcome.DependencyFailed failed) {
            JsonArray missing = new JsonArray();
            failed.missing().forEach(source -> missing.add(source.source()));
            json.add("missing", missing);
        }
        return json;
    }

    private static String kind(QueueOutcome outcome) {
        if (outcome instanceof QueueOutcome.Built) {
            return "built";
        } else if (outcome instanceof QueueOutcome.Failed) {
            return "failed";
        } else if (outcome instanceof QueueOutcome.Broken) {
            return "broken";
        } else if (outcome instanceof QueueOutcome.DependencyFailed) {
            return "dependency-failed";
        } else if (outcome instanceof QueueOutcome.Stopped) {
            return "stopped";
        }
        return "cancelled";
    }

    private static Optional<BuildResult> result(QueueOutcome outcome) {
        if (outcome instanceof QueueOutcome.Built built) {
            return Optional.of(built.result());
        }
        return outcome instanceof QueueOutcome.Failed failed ? Optional.of(failed.result()) : Optional.empty();
    }

    private static JsonObject run(QueueReport.Run run) {
        JsonObject json = new JsonObject();
        json.addProperty("beginMillis", run.begin().toMillis());
        json.addProperty("durationMillis", run.duration().toMillis());
        run.log().ifPresent(log -> json.addProperty("log", log.toString()));
        run.report().ifPresent(report -> json.addProperty("report", report.toString()));
        return json;
    }
}
