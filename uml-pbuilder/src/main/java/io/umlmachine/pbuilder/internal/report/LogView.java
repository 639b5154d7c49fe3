package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log: a part for each phase, folded, with numbered lines. */
final class LogView {

    private LogView() {}

    static void write(Html html, BuildFacts facts, LogParts log) throws IOException {
        Page.beginSection(html, "log", "Log");
        html.element(
                "p",
                Words.count(log.lines(), "line") + ", " + Words.size(log.bytes()) + ", in "
                        + facts.log().getFileName(),
                "class",
                "note");
        tools(html, firstError(facts, log));
        for (LogPart part : log.parts()) {
            write(html, part, part.phase().isPresent() && part.phase().equals(facts.failedIn()));
        }
        Page.endSection(html);
    }

    /** Of the part that failed, or else of all. */
    private static Optional<LogLine> firstError(BuildFacts facts, LogParts log) {
        List<LogPart> parts = new ArrayList<>();
        facts.failedIn().flatMap(log::of).ifPresent(parts::add);
        parts.addAll(log.parts());
        return parts.stream()
                .flatMap(part -> Suspects.of(part.excerpt().errors()).stream())
                .findFirst();
    }

    /** What needs scripts is hidden where there are none. */
    private static void tools(Html html, Optional<LogLine> firstError) throws IOException {
        if (firstError.isPresent()) {
            html.open("p")
                    .element(
                            "a",
                            "First line that looks like an error",
                            "href",
                            "#L" + firstError.get().number(),
                            "class",
                            "button");
            html.close();
        }
        html.open("div", "id", "tools", "hidden", "", "role", "search");
        html.element("label", "Search the log", "for", "search");
        html.empty("input", "id", "search", "type", "search", "autocomplete", "off", "spellcheck", "false");
        html.element("button", "Previous", "type", "button", "id", "previous");
        html.element("button", "Next", "type", "button", "id", "next");
        html.open("label", "class", "check").empty("input", "id", "only", "type", "checkbox");
        html.text(" Only lines that match").close();
        html.element("button", "Unfold all", "type", "button", "id", "unfold");
        html.element("button", "Fold all", "type", "button", "id", "fold");
        html.element("output", "", "id", "found", "for", "search");
        html.close().line();
    }

    private static void write(Html html, LogPart part, boolean open) throws IOException {
        Excerpt excerpt = part.excerpt();
        String id = part.phase().map(Phases::anchor).orElse("log-beginning");
        if (open) {
            html.open("details", "id", id, "open", "");
        } else {
            html.open("details", "id", id);
        }
        html.open("summary");
        html.element("span", part.phase().map(Phases::name).orElse("beginning"), "class", "name");
        html.element("span", part.phase().map(Phases::meaning).orElse(""), "class", "meaning");
        html.element("span", counts(excerpt), "class", "counts").close();
        html.open("div", "class", "lines").line();
        long before = 0;
        for (LogLine line : excerpt.lines()) {
            if (before > 0 && line.number() > before + 1) {
                html.element(
                        "p",
                        Words.count(line.number() - before - 1, "line") + " left out; the log file has them",
                        "class",
                        "gap");
            }
            before = line.number();
            write(html, line);
        }
        html.close().close().line();
    }

    private static void write(Html html, LogLine line) throws IOException {
        String number = Long.toString(line.number());
        String kind = switch (line.kind()) {
            case ERROR -> "l e";
            case WARNING -> "l w";
            case PLAIN -> headline(line) ? "l h" : "l";
        };
        html.open("div", "class", kind, "id", "L" + number);
        // Thousands of stops would make the keyboard useless.
        html.element("a", number, "href", "#L" + number, "tabindex", "-1");
        html.text(line.text()).close().line();
    }

    /** A command that was run, or where a phase begins or ends. */
    private static boolean headline(LogLine line) {
        return line.text().startsWith("$ ") || line.text().startsWith("==== ");
    }

    private static String counts(Excerpt excerpt) {
        StringBuilder text = new StringBuilder(Words.count(excerpt.count(), "line"));
        if (excerpt.errorCount() > 0) {
            text.append(", ").append(Words.count(excerpt.errorCount(), "error"));
        }
        if (excerpt.warningCount() > 0) {
            text.append(", ").append(Words.count(excerpt.warningCount(), "warning"));
        }
        return text.toString();
    }
}
