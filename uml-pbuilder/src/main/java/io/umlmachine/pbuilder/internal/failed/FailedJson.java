package io.umlmachine.pbuilder.internal.failed;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.umlmachine.ByteSize;
import io.umlmachine.pbuilder.FailedBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;

/** What is written about a failed build beside its disk; field by field, for another version may read it. */
final class FailedJson {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private FailedJson() {}

    static String write(FailedBuild build) {
        JsonObject json = new JsonObject();
        json.addProperty("source", build.source());
        json.addProperty("version", build.version());
        json.addProperty("time", build.time().toString());
        json.addProperty("reason", build.reason());
        json.addProperty("log", build.log().toString());
        json.addProperty("workingDirectory", build.workingDirectory());
        return GSON.toJson(json);
    }

    /**
     * Reads it again.
     *
     * @throws IOException if it is not what was written
     */
    static FailedBuild read(String text, Path directory, ByteSize size) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            return new FailedBuild(
                    directory.getFileName().toString(),
                    json.get("source").getAsString(),
                    json.get("version").getAsString(),
                    Instant.parse(json.get("time").getAsString()),
                    json.get("reason").getAsString(),
                    Path.of(json.get("log").getAsString()),
                    json.get("workingDirectory").getAsString(),
                    directory,
                    size);
        } catch (JsonParseException | IllegalStateException | NullPointerException | DateTimeException e) {
            throw new IOException("What is written about the failed build in " + directory + " is damaged: " + e, e);
        }
    }
}
