package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildPhase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Why a build failed, as far as its log tells: the first lines that look like errors, and the last ones. */
final class Failure {

    private static final int FIRST = 6;
    private static final int LAST = 15;

    private Failure() {}

    static void write(Html html, BuildFacts facts, LogParts log) throws IOException {
        Optional<LogPart> part =
                facts.failedIn().flatMap(log::of).or(() -> log.parts().stream().reduce((first, second) -> second));
        if (part.isEmpty()) {
            return;
        }
        Page.beginSection(html, "failure", "Failure");
        List<LogLine> errors = part.get().excerpt().errors();
        String where =
                part.get().phase().map(phase -> " of " + Phases.name(phase)).orElse("");
        if (!errors.isEmpty()) {
            html.element("h3", "First lines" + where + " that look like errors");
            lines(html, errors.subList(0, Math.min(FIRST, errors.size())));
        }
        html.element("h3", "Last lines" + where);
        lines(html, last(part.get()));
        Page.endSection(html);
    }

    /** After the build's own output hooks may have run, and the time is told; both are no reasons. */
    private static List<LogLine> last(LogPart part) {
        List<LogLine> lines = part.excerpt().last(LAST + 1);
        int end = lines.size();
        String closing = "==== " + part.phase().map(BuildPhase::name).orElse("") + " took ";
        if (end > 1 && lines.get(end - 1).text().startsWith(closing)) {
            end--;
        }
        return lines.subList(Math.max(0, end - LAST), end);
    }

    private static void lines(Html html, List<LogLine> lines) throws IOException {
        html.open("ol", "class", "quote");
        for (LogLine line : lines) {
            html.open("li", "class", line.kind() == LineKind.ERROR ? "e" : "");
            html.element("a", Long.toString(line.number()), "href", "#L" + line.number());
            html.text(line.text()).close();
        }
        html.close();
    }
}
