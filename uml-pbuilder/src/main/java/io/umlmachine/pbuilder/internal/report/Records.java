package io.umlmachine.pbuilder.internal.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.internal.results.ResultJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What later builds of a source are compared with: a build's result as JSON, with when it was and what is in its packages.
 * Field by field, for another version may read it.
 */
final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Some hundred thousand files. */
    private static final long LARGEST = 64 << 20;

    private Records() {}

    /** As text. */
    static String write(BuildResult result, Instant time, List<PackageFacts> packages) {
        JsonObject json = ResultJson.json(result);
        json.addProperty("time", time.toString());
        JsonArray array = new JsonArray();
        packages.forEach(made -> array.add(json(made)));
        json.add("packages", array);
        return GSON.toJson(json);
    }

    private static JsonObject json(PackageFacts made) {
        JsonObject json = new JsonObject();
        json.addProperty("file", made.file());
        json.addProperty("size", made.size());
        json.add("control", json(made.fields()));
        json.add("contents", json(made.files()));
        json.addProperty("contentsWhole", made.whole());
        made.problem().ifPresent(problem -> json.addProperty("problem", problem));
        return json;
    }

    private static JsonObject json(Map<String, String> map) {
        JsonObject json = new JsonObject();
        map.forEach(json::addProperty);
        return json;
    }

    /** The newest one, of an earlier build of the same source, beside a build's packages. What cannot be read is none. */
    static Optional<PreviousBuild> before(BuildResult result) throws IOException {
        if (result.changes().isEmpty()) {
            return Optional.empty();
        }
        Path directory = result.changes().get().file().toAbsolutePath().getParent();
        String source = result.source().source();
        List<PreviousBuild> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, source + "_*.json")) {
            for (Path file : files) {
                try {
                    found.add(read(file));
                } catch (IOException e) {
                    LOG.debug("No record of a build: {}", e.getMessage());
                }
            }
        }
        return found.stream()
                .filter(build -> build.source().equals(source) && !build.isOf(result))
                .max(Comparator.comparing(PreviousBuild::time));
    }

    /**
     * Reads one.
     *
     * @throws IOException if it cannot be read, or is not what {@link #write} writes
     */
    static PreviousBuild read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large to be the record of a build");
        }
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            List<PackageFacts> packages = new ArrayList<>();
            json.getAsJsonArray("packages").forEach(made -> packages.add(facts(made.getAsJsonObject())));
            return new PreviousBuild(
                    file,
                    json.get("source").getAsString(),
                    json.get("version").getAsString(),
                    Instant.parse(json.get("time").getAsString()),
                    Duration.ofMillis(json.get("durationMillis").getAsLong()),
                    packages);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NumberFormatException
                | NullPointerException
                | DateTimeException e) {
            throw new IOException(file + " is no record of a build: " + e.getMessage(), e);
        }
    }

    private static PackageFacts facts(JsonObject json) {
        return new PackageFacts(
                json.get("file").getAsString(),
                json.get("size").getAsLong(),
                map(json.getAsJsonObject("control")),
                map(json.getAsJsonObject("contents")),
                json.get("contentsWhole").getAsBoolean(),
                Optional.ofNullable(json.get("problem")).map(JsonElement::getAsString));
    }

    private static Map<String, String> map(JsonObject json) {
        Map<String, String> map = new LinkedHashMap<>();
        json.entrySet()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().getAsString()));
        return map;
    }
}
