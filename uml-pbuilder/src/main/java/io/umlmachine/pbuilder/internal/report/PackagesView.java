package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The packages that were built: sizes, control fields and contents. */
final class PackagesView {

    private static final int SHOWN_FILES = 2_000;

    private PackagesView() {}

    static void write(Html html, List<PackageFacts> packages) throws IOException {
        Page.beginSection(html, "packages", "Packages");
        for (PackageFacts made : packages) {
            html.open("details", "class", "package");
            html.open("summary");
            html.element("span", made.name(), "class", "name");
            html.element("span", made.version() + " " + made.architecture(), "class", "meaning");
            html.element("span", counts(made), "class", "counts").close();
            html.open("div", "class", "inside");
            html.element("p", made.file(), "class", "file");
            if (made.problem().isPresent()) {
                html.element(
                        "p", "What is in it cannot be told: " + made.problem().get(), "class", "cause");
            } else {
                fields(html, made.fields());
                files(html, made);
            }
            html.close().close().line();
        }
        Page.endSection(html);
    }

    private static String counts(PackageFacts made) {
        String size = Words.size(made.size());
        return made.problem().isPresent()
                ? size
                : size + ", " + (made.whole() ? "" : "more than ")
                        + Words.count(made.files().size(), "file");
    }

    private static void fields(Html html, Map<String, String> fields) throws IOException {
        html.open("dl", "class", "facts");
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Page.fact(html, field.getKey(), field.getValue());
        }
        html.close();
    }

    private static void files(Html html, PackageFacts made) throws IOException {
        if (made.files().isEmpty()) {
            html.element("p", "It installs no files.", "class", "note");
            return;
        }
        html.open("div", "class", "wide").open("table");
        html.open("thead").open("tr").element("th", "File", "scope", "col");
        html.element("th", "Size", "scope", "col", "class", "number").close().close();
        html.open("tbody");
        for (Map.Entry<String, String> file :
                made.files().entrySet().stream().limit(SHOWN_FILES).toList()) {
            boolean link = file.getValue().startsWith(PackageFacts.LINK);
            html.open("tr").element("td", file.getKey() + (link ? " " + file.getValue() : ""), "class", "path");
            html.element("td", link ? "link" : size(file.getValue()), "class", "number")
                    .close()
                    .line();
        }
        html.close().close().close();
        int left = made.files().size() - SHOWN_FILES;
        if (left > 0 || !made.whole()) {
            html.element("p", left > 0 ? Words.count(left, "file") + " more" : "There are more.", "class", "note");
        }
    }

    /** A record of a build, which somebody else may have written, could hold anything. */
    static String size(String digits) {
        return digits.matches("\\d{1,18}") ? Words.size(Long.parseLong(digits)) : digits;
    }
}
