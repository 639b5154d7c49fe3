package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.CheckResult;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What came of the checks of a build. */
final class ChecksView {

    private static final int SHOWN = 500;

    private ChecksView() {}

    static void write(Html html, List<CheckResult> checks) throws IOException {
        Page.beginSection(html, "checks", "Checks");
        for (CheckResult check : checks) {
            write(html, check, says(check));
        }
        Page.endSection(html);
    }

    private static void write(Html html, CheckResult check, List<String> says) throws IOException {
        html.open("details", "class", "package");
        html.open("summary");
        html.element("span", check.check().name(), "class", "name");
        html.element("span", check.passed() ? "passed" : "did not pass", "class", check.passed() ? "good" : "bad");
        html.element("span", Words.duration(check.duration()), "class", "counts")
                .close();
        html.open("div", "class", "inside");
        if (says.isEmpty()) {
            html.element("p", "It has nothing to say.", "class", "note");
        } else {
            html.open("ul");
            for (String line : says.stream().limit(SHOWN).toList()) {
                html.element("li", line).line();
            }
            html.close();
            if (says.size() > SHOWN) {
                html.element("p", says.size() - SHOWN + " more", "class", "note");
            }
        }
        html.close().close().line();
    }

    private static List<String> says(CheckResult check) {
        Stream<?> things;
        if (check instanceof CheckResult.Linted linted) {
            things = linted.tags().stream();
        } else if (check instanceof CheckResult.Tested tested) {
            things = tested.tests().stream();
        } else if (check instanceof CheckResult.Installed installed) {
            things = Stream.concat(
                    installed.failures().stream().map(failure -> failure.command() + ": " + failure.status()),
                    installed.differences().stream());
        } else if (check instanceof CheckResult.NotMade none) {
            things = Stream.of("It could not be made: " + none.reason());
        } else {
            throw new AssertionError(check);
        }
        return things.map(Object::toString).toList();
    }
}
