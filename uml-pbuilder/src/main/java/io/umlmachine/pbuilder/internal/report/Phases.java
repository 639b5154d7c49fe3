package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.MachineMetrics;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.PhaseTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The times of a build's parts, and what its machine used. */
final class Phases {

    private static final Map<BuildPhase, String> MEANINGS = Map.of(
            BuildPhase.RESOLVE, "the source is checked",
            BuildPhase.PREPARE, "a machine gets the dependencies",
            BuildPhase.UNPACK, "the source is unpacked",
            BuildPhase.BUILD, "dpkg-buildpackage runs",
            BuildPhase.COLLECT, "the results are brought out",
            BuildPhase.CLOSE, "the machine ends",
            BuildPhase.CHECK, "the packages are checked");

    private Phases() {}

    static String name(BuildPhase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    static String meaning(BuildPhase phase) {
        return MEANINGS.getOrDefault(phase, "");
    }

    /** Where the log of a part is in the page. */
    static String anchor(BuildPhase phase) {
        return "log-" + name(phase);
    }

    /** One part follows another; what is between two is the host's work of some milliseconds. */
    static void write(Html html, BuildFacts facts, LogParts log) throws IOException {
        List<Timeline.Bar> bars = new ArrayList<>();
        Optional<BuildPhase> failedIn = facts.failedIn();
        Duration begin = Duration.ZERO;
        for (PhaseTime time : facts.phases()) {
            bars.add(bar(log, time.phase(), begin, time.duration(), !failedIn.equals(Optional.of(time.phase()))));
            begin = begin.plus(time.duration());
        }
        Duration rest = facts.duration().minus(begin);
        boolean unfinished =
                failedIn.isPresent() && facts.phases().stream().noneMatch(time -> time.phase() == failedIn.get());
        if (unfinished && !rest.isNegative()) {
            bars.add(bar(log, failedIn.get(), begin, rest, false));
        }
        Page.beginSection(html, "time", "Time");
        Timeline.write(html, bars, facts.duration());
        Page.endSection(html);
    }

    private static Timeline.Bar bar(LogParts log, BuildPhase phase, Duration begin, Duration duration, boolean good) {
        String link = log.of(phase).map(part -> "#" + anchor(phase)).orElse("");
        return new Timeline.Bar(name(phase), link, begin, duration, good);
    }

    static void writeUse(Html html, MachineMetrics use) throws IOException {
        Page.beginSection(html, "resources", "Resources");
        html.open("dl", "class", "tiles");
        Page.fact(html, "CPU time", Words.duration(use.cpuTime()));
        Page.fact(html, "Peak memory", Words.size(use.memoryInUse()));
        Page.fact(html, "Disk of the overlay", Words.size(use.diskInUse()));
        Page.fact(html, "Written to disk", Words.size(use.diskWritten()));
        html.close();
        html.element(
                "p",
                "Of the machine in which the build ran, from its boot until just before its end, as the host saw it.",
                "class",
                "note");
        Page.endSection(html);
    }
}
