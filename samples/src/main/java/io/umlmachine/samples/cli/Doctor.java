package io.umlmachine.samples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.umlmachine.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was found on a host, told to a person or to a program.
 *
 * @param probes what was looked for
 */
record Doctor(List<Probe> probes) {

    private static final String OK = "ok";
    private static final String MISSING = "MISSING";
    private static final int STATE = MISSING.length() + 2;
    private static final int LABEL = 20;

    /** A line each, what is missing with a second one that says how to mend it, and the sum of it all. */
    List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        for (Probe probe : probes) {
            lines.addAll(row(probe, screen));
        }
        lines.add("");
        lines.addAll(screen.lines("", summary(), 0));
        return lines;
    }

    private static List<String> row(Probe probe, Screen screen) {
        String state = probe.found() ? OK : MISSING;
        String path = probe.path().map(Path::toString).orElse("");
        String detail = probe.found() ? path + "  " + probe.detail() : probe.detail();
        String label =
                String.format(Locale.ROOT, "%-" + LABEL + "s", probe.subject().label());
        String start = String.format(Locale.ROOT, "%-" + STATE + "s", state) + label;
        List<String> lines = new ArrayList<>(screen.lines(start, detail.strip(), start.length()));
        String first = lines.get(0).substring(state.length());
        lines.set(0, (probe.found() ? screen.good(state) : screen.bad(state)) + first);
        if (!probe.found()) {
            // Never broken: it is there to be copied.
            lines.add(" ".repeat(start.length()) + "mend with: " + probe.fix());
        }
        return lines;
    }

    private String summary() {
        long vital = missing(true);
        long others = missing(false);
        if (vital + others == 0) {
            return "Machines, networks and images have all that they need here.";
        }
        return vital > 0
                ? "No machine can boot here: " + vital + " of what every machine needs is missing."
                : "Machines can boot here; " + others + " of what networks and images need is missing.";
    }

    private long missing(boolean forMachines) {
        return probes.stream()
                .filter(probe -> !probe.found() && probe.subject().forMachines() == forMachines)
                .count();
    }

    /** Field by field: the names are a promise. */
    JsonArray json() {
        return Json.array(probes, probe -> {
            JsonObject json = new JsonObject();
            json.addProperty("subject", probe.subject().name().toLowerCase(Locale.ROOT));
            json.addProperty("label", probe.subject().label());
            json.addProperty("found", probe.found());
            json.addProperty("forMachines", probe.subject().forMachines());
            probe.path().ifPresent(path -> json.addProperty("path", path.toString()));
            json.addProperty("detail", probe.detail());
            json.addProperty("mend", probe.fix());
            return json;
        });
    }

    int exitCode() {
        return missing(true) + missing(false) == 0 ? ExitCodes.DONE : ExitCodes.HOST;
    }
}
