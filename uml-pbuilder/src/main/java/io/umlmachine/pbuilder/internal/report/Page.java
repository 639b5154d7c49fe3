package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.internal.archive.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;

/**
 * A page for a browser, whole in itself: style and script are in it, and a policy lets the browser use nothing else,
 * neither from elsewhere nor from the page.
 */
final class Page {

    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");
    private static final String POLICY = "default-src 'none'; style-src '" + digest(STYLE) + "'; script-src '"
            + digest(SCRIPT) + "'; base-uri 'none'; form-action 'none'";

    private Page() {}

    /** Writes what is in a page. */
    @FunctionalInterface
    interface Content {
        void write(Html html) throws IOException;
    }

    /** Puts a page in place, whole or not at all. */
    static void write(Destination file, String title, Content content) throws IOException {
        file.put(staged -> {
            try (Writer out = Files.newBufferedWriter(staged)) {
                write(out, title, content);
            }
        });
    }

    static void write(Writer out, String title, Content content) throws IOException {
        out.write("<!DOCTYPE html>\n");
        Html html = new Html(out);
        html.open("html", "lang", "en").open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        html.element("title", title).line();
        // The library's own text, which is not escaped: neither may hold the end of its element.
        out.write("<style>" + STYLE + "</style>\n");
        html.close().open("body").line();
        content.write(html);
        out.write("<script>" + SCRIPT + "</script>\n");
        html.close().close().line();
    }

    static void beginSection(Html html, String id, String heading) throws IOException {
        html.open("section", "id", id, "aria-labelledby", id + "-heading");
        html.element("h2", heading, "id", id + "-heading").line();
    }

    static void endSection(Html html) throws IOException {
        html.close().line();
    }

    /** A name and a value of a list of such. */
    static void fact(Html html, String name, String value) throws IOException {
        html.open("div").element("dt", name).element("dd", value).close();
    }

    /** Links to sections, by their ids. */
    static void navigation(Html html, Map<String, String> sections) throws IOException {
        html.open("nav", "aria-label", "Sections");
        for (Map.Entry<String, String> section : sections.entrySet()) {
            html.element("a", section.getValue(), "href", "#" + section.getKey())
                    .text(" ");
        }
        html.close().line();
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The library lacks its file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The library's file " + name + " cannot be read", e);
        }
    }

    /** As Content Security Policy names an inline text: of just what is between the tags. */
    private static String digest(String text) {
        byte[] digest = Checksum.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
