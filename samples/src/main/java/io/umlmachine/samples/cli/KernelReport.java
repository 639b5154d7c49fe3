package io.umlmachine.samples.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.umlmachine.KernelVersion;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlKernel.Feature;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a kernel says of itself.
 *
 * @param version its version
 * @param path its program
 * @param features what it has of what kernels differ in, in words
 */
record KernelReport(KernelVersion version, Path path, List<String> features) {

    static KernelReport of(UmlKernel kernel) throws InterruptedException {
        return new KernelReport(
                kernel.version(),
                kernel.path(),
                kernel.features().stream().map(KernelReport::word).toList());
    }

    private static String word(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Field by field: the names are a promise. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("version", version.toString());
        json.addProperty("path", path.toString());
        json.add("features", Json.array(features, JsonPrimitive::new));
        return json;
    }
}
