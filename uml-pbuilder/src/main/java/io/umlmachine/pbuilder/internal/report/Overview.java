package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildMachine;
import io.umlmachine.pbuilder.DependencyLayer;
import io.umlmachine.pbuilder.FailedBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was built, of what, and how it ended. */
final class Overview {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ROOT);

    /** The files of an image store. */
    private static final Pattern GENERATION = Pattern.compile("generation-(\\d+)\\.img");

    private static final int DIGITS = 12;

    private Overview() {}

    static void write(Html html, BuildFacts facts) throws IOException {
        html.open("header");
        html.open("h1").text(facts.source().source() + " ");
        html.element("span", facts.source().version(), "class", "version").close();
        html.open("p", "class", "outcome");
        html.element("strong", facts.ending().word(), "class", facts.ending().good() ? "good" : "bad");
        html.text(" " + (facts.ending().good() ? "in " : "after ") + Words.duration(facts.duration()) + ", ");
        html.element("time", time(facts.time()), "datetime", facts.time().toString());
        html.close();
        if (!facts.ending().good()) {
            html.element("p", facts.ending().cause(), "class", "cause");
        }
        html.close().line();
    }

    static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Names and values. */
    static void writeFacts(Html html, BuildFacts facts) throws IOException {
        html.open("dl", "class", "facts");
        Page.fact(html, "Source", facts.source().source());
        Page.fact(html, "Version", facts.source().version());
        Page.fact(html, "Format", facts.source().format());
        BuildMachine machine = facts.machine();
        if (machine.kernel().isPresent()) {
            Page.fact(html, "Kernel", machine.kernel().get().toString());
        }
        if (machine.base().isPresent()) {
            Page.fact(html, "Base image", image(machine.base().get()));
        }
        Page.fact(html, "Dependency layer", machine.layer().map(Overview::layer).orElse("none"));
        Page.fact(html, "Log", facts.log().toString());
        if (facts.result().flatMap(result -> result.changes()).isPresent()) {
            Page.fact(
                    html, "Changes", facts.result().get().changes().get().file().toString());
        }
        if (facts.result().flatMap(result -> result.kept()).isPresent()) {
            FailedBuild kept = facts.result().get().kept().get();
            Page.fact(html, "Disk kept as", kept.id() + ", " + Words.size(kept.size()));
        }
        html.close().line();
        if (machine.layer().isPresent() && !machine.layer().get().packages().isEmpty()) {
            writePackages(html, machine.layer().get());
        }
    }

    private static void writePackages(Html html, DependencyLayer layer) throws IOException {
        html.open("details").open("summary");
        html.element("span", "What the layer has beside the base image", "class", "name");
        html.element("span", Words.count(layer.packages().size(), "package"), "class", "counts")
                .close();
        html.open("ul", "class", "inside path");
        for (String installed : layer.packages()) {
            html.element("li", installed);
        }
        html.close().close().line();
    }

    static void writeAsked(Html html, Asked asked) throws IOException {
        Page.beginSection(html, "request", "Request");
        html.open("dl", "class", "facts");
        for (Asked.Entry entry : asked.entries()) {
            Page.fact(html, entry.name(), entry.value());
        }
        html.close();
        Page.endSection(html);
    }

    /** An image of a store by its name and generation, any other by its file. */
    private static String image(Path file) {
        Matcher generation = GENERATION.matcher(file.getFileName().toString());
        Path directory = file.getParent();
        return generation.matches() && directory != null && directory.getFileName() != null
                ? directory.getFileName() + ", generation " + generation.group(1)
                : file.toString();
    }

    private static String layer(DependencyLayer layer) {
        return layer.digest().substring(0, Math.min(DIGITS, layer.digest().length())) + ", "
                + layer.origin().name().toLowerCase(Locale.ROOT) + ", "
                + Words.count(layer.packages().size(), "package");
    }
}
