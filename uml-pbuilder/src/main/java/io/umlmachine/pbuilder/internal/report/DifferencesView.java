package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What differs from the packages of an earlier build. */
final class DifferencesView {

    private static final int SHOWN = 500;
    private static final int FOLDED = 25;

    private DifferencesView() {}

    static void write(Html html, PreviousBuild previous, List<PackageFacts> packages) throws IOException {
        Page.beginSection(html, "differences", "Differences");
        html.element(
                "p",
                "To the build of " + previous.version() + " of " + Overview.time(previous.time()) + ", as "
                        + previous.file().getFileName() + " tells",
                "class",
                "note");
        for (PackageChange change : PackageChange.between(previous.packages(), packages)) {
            write(html, change);
        }
        Page.endSection(html);
    }

    private static void write(Html html, PackageChange change) throws IOException {
        html.open("div", "class", "change");
        html.open("h3").text(change.name() + " ");
        html.element("span", word(change), "class", "tag").close();
        if (change.before().isPresent() && change.after().isPresent() && !change.isSame()) {
            summary(html, change.before().get(), change.after().get());
            list(html, "Control fields", change.fields(), false);
            list(html, "Files", change.files(), true);
        }
        html.close().line();
    }

    private static String word(PackageChange change) {
        if (change.before().isEmpty()) {
            return "new";
        }
        if (change.after().isEmpty()) {
            return "not built any more";
        }
        return change.isSame() ? "the same" : "changed";
    }

    private static void summary(Html html, PackageFacts before, PackageFacts after) throws IOException {
        html.open("dl", "class", "facts");
        if (!before.version().equals(after.version())) {
            Page.fact(html, "Version", before.version() + " \u2192 " + after.version());
        }
        if (before.size() != after.size()) {
            Page.fact(
                    html,
                    "Size",
                    Words.size(before.size()) + " \u2192 " + Words.size(after.size()) + " ("
                            + Words.sizeChange(after.size() - before.size()) + ")");
        }
        html.close();
        if (before.problem().isPresent() || after.problem().isPresent() || !before.whole() || !after.whole()) {
            html.element("p", "Not all of the contents are known.", "class", "note");
        }
    }

    private static void list(Html html, String what, List<PackageChange.Change> changes, boolean files)
            throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        boolean folded = changes.size() > FOLDED;
        if (folded) {
            html.open("details").open("summary").element("span", what, "class", "name");
            html.element("span", counts(changes), "class", "counts").close();
            html.open("div", "class", "inside");
        }
        html.open("div", "class", "wide").open("table", "class", "changes");
        html.open("thead").open("tr").element("th", "", "scope", "col");
        html.element("th", what, "scope", "col").element("th", "Before", "scope", "col");
        html.element("th", "Now", "scope", "col").close().close();
        html.open("tbody");
        for (PackageChange.Change change : changes.subList(0, Math.min(SHOWN, changes.size()))) {
            html.open("tr").element("td", sign(change), "class", "sign");
            html.element("td", change.name(), "class", "path");
            html.element("td", value(change.before(), files), "class", "before");
            html.element("td", value(change.after(), files), "class", "now-is").close();
        }
        html.close().close().close();
        if (changes.size() > SHOWN) {
            html.element("p", Words.number(changes.size() - SHOWN) + " more", "class", "note");
        }
        if (folded) {
            html.close().close();
        }
    }

    private static String counts(List<PackageChange.Change> changes) {
        long added =
                changes.stream().filter(change -> change.before().isEmpty()).count();
        long removed =
                changes.stream().filter(change -> change.after().isEmpty()).count();
        return Words.number(added) + " added, " + Words.number(removed) + " removed, "
                + Words.number(changes.size() - added - removed) + " changed";
    }

    private static String sign(PackageChange.Change change) {
        if (change.before().isEmpty()) {
            return "added";
        }
        return change.after().isEmpty() ? "removed" : "changed";
    }

    private static String value(Optional<String> value, boolean file) {
        return value.map(text -> file ? PackagesView.size(text) : text).orElse("");
    }
}
