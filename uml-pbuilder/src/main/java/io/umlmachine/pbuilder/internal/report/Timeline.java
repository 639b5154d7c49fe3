package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Bars to scale, below each other. Their rectangles are SVG, whose attributes a policy against inline styles lets be. */
final class Timeline {

    private static final double PERCENT = 100;

    /** So that what was short is seen at all. */
    private static final double NARROWEST = 0.4;

    private Timeline() {}

    /**
     * A bar.
     *
     * @param name what took the time
     * @param link where more is told of it, an address in the page or beside it; none if empty
     * @param begin when it began, after the first
     * @param duration how long it took
     * @param good whether it succeeded
     */
    record Bar(String name, String link, Duration begin, Duration duration, boolean good) {}

    static void write(Html html, List<Bar> bars, Duration whole) throws IOException {
        html.open("ul", "class", "timeline");
        for (Bar bar : bars) {
            html.open("li");
            html.open("span", "class", "name");
            if (bar.link().isEmpty()) {
                html.text(bar.name());
            } else {
                html.element("a", bar.name(), "href", bar.link());
            }
            html.close();
            html.element("span", Words.duration(bar.duration()) + (bar.good() ? "" : ", failed"), "class", "time");
            double width = Math.max(NARROWEST, share(bar.duration(), whole));
            html.open("svg", "aria-hidden", "true", "width", "100%", "height", "14");
            html.open("rect", "class", "ground", "width", "100%", "height", "14", "rx", "3")
                    .close();
            html.open(
                            "rect",
                            "class",
                            bar.good() ? "bar" : "bar failed",
                            "x",
                            percent(Math.min(PERCENT - width, share(bar.begin(), whole))),
                            "width",
                            percent(width),
                            "height",
                            "14",
                            "rx",
                            "3")
                    .close();
            html.close().close().line();
        }
        html.close();
        html.open("p", "class", "scale").element("span", "0");
        html.element("span", Words.duration(whole)).close();
    }

    private static double share(Duration part, Duration whole) {
        return whole.isZero() ? 0 : Math.min(PERCENT, PERCENT * part.toNanos() / whole.toNanos());
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
