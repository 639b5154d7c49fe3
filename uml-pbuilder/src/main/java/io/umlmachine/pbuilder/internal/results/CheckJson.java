package io.umlmachine.pbuilder.internal.results;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.umlmachine.ExitStatus;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.GuestFailure;
import io.umlmachine.pbuilder.LintianTag;
import io.umlmachine.pbuilder.SystemDifference;
import io.umlmachine.pbuilder.TestRun;
import java.util.Locale;

/** What came of a check, for programs. The names are a promise. */
final class CheckJson {

    private CheckJson() {}

    static JsonObject of(CheckResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("check", result.check().name());
        json.addProperty("kind", kind(result));
        json.addProperty("passed", result.passed());
        json.addProperty("durationMillis", result.duration().toMillis());
        if (result instanceof CheckResult.Linted linted) {
            json.add("tags", ResultJson.array(linted.tags(), CheckJson::tag));
        } else if (result instanceof CheckResult.Tested tested) {
            json.add("tests", ResultJson.array(tested.tests(), CheckJson::test));
        } else if (result instanceof CheckResult.Installed installed) {
            json.add("packages", ResultJson.array(installed.packages(), JsonPrimitive::new));
            json.add("skipped", ResultJson.array(installed.skipped(), JsonPrimitive::new));
            json.add("failures", ResultJson.array(installed.failures(), CheckJson::failure));
            json.add("differences", ResultJson.array(installed.differences(), CheckJson::difference));
        } else if (result instanceof CheckResult.NotMade notMade) {
            json.addProperty("reason", notMade.reason());
        }
        return json;
    }

    private static String kind(CheckResult result) {
        if (result instanceof CheckResult.Linted) {
            return "lintian";
        }
        if (result instanceof CheckResult.Tested) {
            return "tests";
        }
        return result instanceof CheckResult.Installed ? "installation" : "not-made";
    }

    private static JsonObject tag(LintianTag tag) {
        JsonObject json = new JsonObject();
        json.addProperty("severity", word(tag.severity()));
        json.addProperty("package", tag.packageName());
        json.addProperty("type", tag.type());
        json.addProperty("tag", tag.tag());
        json.addProperty("detail", tag.detail());
        return json;
    }

    private static JsonObject test(TestRun test) {
        JsonObject json = new JsonObject();
        json.addProperty("name", test.name());
        if (test.outcome() instanceof TestRun.Failed failed) {
            ended(json, "failed", failed.status(), failed.reason());
        } else if (test.outcome() instanceof TestRun.Flaked flaked) {
            ended(json, "flaked", flaked.status(), flaked.reason());
        } else if (test.outcome() instanceof TestRun.Skipped skipped) {
            json.addProperty("outcome", "skipped");
            json.addProperty("reason", skipped.reason());
        } else {
            json.addProperty("outcome", "passed");
        }
        json.addProperty("superficial", test.superficial());
        json.addProperty("millis", test.duration().toMillis());
        return json;
    }

    private static void ended(JsonObject json, String outcome, ExitStatus status, String reason) {
        json.addProperty("outcome", outcome);
        json.addProperty("reason", reason);
        json.addProperty("exitCode", status.code());
    }

    private static JsonObject failure(GuestFailure failure) {
        JsonObject json = new JsonObject();
        json.addProperty("command", failure.command().toString());
        json.addProperty("exitCode", failure.status().code());
        json.addProperty("output", failure.output());
        return json;
    }

    private static JsonObject difference(SystemDifference difference) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", word(difference.kind()));
        json.addProperty("thing", word(difference.thing()));
        json.addProperty("name", difference.name());
        json.addProperty("fault", difference.isFault());
        json.add("aspects", ResultJson.array(difference.aspects(), CheckJson::aspect));
        return json;
    }

    private static JsonObject aspect(SystemDifference.Aspect aspect) {
        JsonObject json = new JsonObject();
        json.addProperty("what", aspect.what());
        json.addProperty("before", aspect.before());
        json.addProperty("after", aspect.after());
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
