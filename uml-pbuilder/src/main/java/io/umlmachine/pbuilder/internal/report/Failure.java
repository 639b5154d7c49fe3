package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildPhase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Why a build failed, as far as its log tells: the first lines that look like errors, and the last ones. */
final class Failure {

    private static final int LAST = 15;
    private static final String ENDED = "The build ended with ";

    private Failure() {}

    static void write(Html html, BuildFacts facts, LogParts log) throws IOException {
        Optional<LogPart> part =
                facts.failedIn().flatMap(log::of).or(() -> log.parts().stream().reduce((first, second) -> second));
        if (part.isEmpty()) {
            return;
        }
        Page.beginSection(html, "failure", "Failure");
        write(html, part.get(), LAST, Optional.of(""));
        Page.endSection(html);
    }

    /**
     * Writes some lines of a part of a log.
     *
     * @param last how many of the last ones
     * @param page the page that has them all, empty text for this one; without any, there are no links
     */
    static void write(Html html, LogPart part, int last, Optional<String> page) throws IOException {
        List<LogLine> suspects = Suspects.of(part.excerpt().errors());
        String where =
                part.phase().map(phase -> " of the phase " + Phases.name(phase)).orElse("");
        if (!suspects.isEmpty()) {
            html.element("h3", "Lines that may tell why");
            lines(html, suspects, page);
        }
        html.element("h3", "Last lines" + where);
        lines(html, last(part, last), page);
    }

    /** Without the library's own words at the end: the page has told the cause, and the time is no reason. */
    private static List<LogLine> last(LogPart part, int wanted) {
        List<LogLine> lines = part.excerpt().lines();
        String closing = "==== " + part.phase().map(BuildPhase::name).orElse("") + " took ";
        int end = lines.size();
        for (int place = lines.size() - 1; place > 0; place--) {
            String text = lines.get(place).text();
            if (text.startsWith(ENDED) || text.startsWith(closing)) {
                end = place;
                break;
            }
        }
        return lines.subList(Math.max(0, end - wanted), end);
    }

    private static void lines(Html html, List<LogLine> lines, Optional<String> page) throws IOException {
        html.open("ol", "class", "quote");
        for (LogLine line : lines) {
            html.open("li", "class", line.kind() == LineKind.ERROR ? "e" : "");
            String number = Long.toString(line.number());
            if (page.isPresent()) {
                html.element("a", number, "href", page.get() + "#L" + number);
            } else {
                html.element("span", number, "class", "line");
            }
            html.text(line.text()).close();
        }
        html.close();
    }
}
