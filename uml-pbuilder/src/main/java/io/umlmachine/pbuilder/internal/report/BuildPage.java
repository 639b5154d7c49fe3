package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page about one build. */
final class BuildPage {

    private BuildPage() {}

    /**
     * Writes it.
     *
     * @param previous what the packages are compared with
     */
    static void write(Destination file, BuildFacts facts, List<PackageFacts> packages, Optional<PreviousBuild> previous)
            throws IOException {
        LogParts log = LogParts.read(facts.log(), facts.begun());
        String title = facts.source().source() + " " + facts.source().version() + ": "
                + facts.ending().word();
        Page.write(file, title, html -> {
            Overview.write(html, facts);
            Page.navigation(html, sections(facts, packages, previous));
            html.open("main").line();
            if (!facts.ending().good()) {
                Failure.write(html, facts, log);
            }
            Page.beginSection(html, "build", "Build");
            Overview.writeFacts(html, facts);
            Page.endSection(html);
            Phases.write(html, facts, log);
            if (facts.machine().use().isPresent()) {
                Phases.writeUse(html, facts.machine().use().get());
            }
            if (!packages.isEmpty()) {
                PackagesView.write(html, packages);
            }
            if (previous.isPresent()) {
                DifferencesView.write(html, previous.get(), packages);
            }
            if (!facts.checks().isEmpty()) {
                ChecksView.write(html, facts.checks());
            }
            if (facts.asked().isPresent()) {
                Overview.writeAsked(html, facts.asked().get());
            }
            LogView.write(html, facts, log);
            html.close().line();
        });
    }

    private static Map<String, String> sections(
            BuildFacts facts, List<PackageFacts> packages, Optional<PreviousBuild> previous) {
        Map<String, String> sections = new LinkedHashMap<>();
        if (!facts.ending().good()) {
            sections.put("failure", "Failure");
        }
        sections.put("build", "Build");
        sections.put("time", "Time");
        facts.machine().use().ifPresent(use -> sections.put("resources", "Resources"));
        if (!packages.isEmpty()) {
            sections.put("packages", "Packages");
        }
        previous.ifPresent(build -> sections.put("differences", "Differences"));
        if (!facts.checks().isEmpty()) {
            sections.put("checks", "Checks");
        }
        facts.asked().ifPresent(asked -> sections.put("request", "Request"));
        sections.put("log", "Log");
        return sections;
    }
}
