package io.umlmachine.pbuilder.internal.results;

import com.google.gson.JsonObject;
import io.umlmachine.pbuilder.DebDifference;
import io.umlmachine.pbuilder.Reproduction;
import io.umlmachine.pbuilder.Reproduction.Attempt;
import io.umlmachine.pbuilder.Reproduction.Comparison;
import java.util.Locale;

/** What came of building a source several times, for programs. The names are a promise. */
public final class ReproductionJson {

    private ReproductionJson() {}

    /** One object. */
    public static String write(Reproduction reproduction) {
        JsonObject json = new JsonObject();
        json.addProperty("built", reproduction.built());
        json.addProperty("reproducible", reproduction.reproducible());
        json.add("attempts", ResultJson.array(reproduction.attempts(), ReproductionJson::attempt));
        json.add("comparisons", ResultJson.array(reproduction.comparisons(), ReproductionJson::comparison));
        return ResultJson.text(json);
    }

    private static JsonObject attempt(Attempt attempt) {
        JsonObject json = new JsonObject();
        json.addProperty("variation", attempt.variation().toString());
        json.add("result", ResultJson.json(attempt.result()));
        return json;
    }

    private static JsonObject comparison(Comparison comparison) {
        JsonObject json = new JsonObject();
        json.addProperty("file", comparison.file());
        json.addProperty("attempt", comparison.attempt());
        json.addProperty("same", comparison.same());
        json.add("differences", ResultJson.array(comparison.differences(), ReproductionJson::difference));
        return json;
    }

    private static JsonObject difference(DebDifference difference) {
        JsonObject json = new JsonObject();
        json.addProperty("member", difference.member());
        json.addProperty("path", difference.path());
        json.addProperty("part", difference.part().name().toLowerCase(Locale.ROOT));
        json.addProperty("first", difference.first());
        json.addProperty("second", difference.second());
        return json;
    }
}
