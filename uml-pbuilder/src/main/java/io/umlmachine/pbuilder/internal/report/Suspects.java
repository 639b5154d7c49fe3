package io.umlmachine.pbuilder.internal.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Which lines probably tell why a build failed. Many lines that look like errors are none: configure scripts try things out,
 * and tests test failures. What make complains of first ended the build, and the reason stands shortly before that.
 */
final class Suspects {

    private static final int SHOWN = 6;
    private static final int NEAR = 300;

    private Suspects() {}

    /** Of the lines that look like errors a few, in their order, each text once. */
    static List<LogLine> of(List<LogLine> errors) {
        int complaint = 0;
        while (complaint < errors.size()
                && !isComplaintOfMake(errors.get(complaint).text())) {
            complaint++;
        }
        if (complaint == errors.size()) {
            return first(errors);
        }
        long line = errors.get(complaint).number();
        List<LogLine> near = errors.stream()
                .filter(error -> error.number() <= line && error.number() >= line - NEAR)
                .toList();
        return first(near);
    }

    private static boolean isComplaintOfMake(String text) {
        return text.startsWith("make") && text.contains(": *** ");
    }

    private static List<LogLine> first(List<LogLine> errors) {
        List<LogLine> first = new ArrayList<>();
        for (LogLine error : errors) {
            if (first.size() < SHOWN
                    && first.stream().noneMatch(other -> other.text().equals(error.text()))) {
                first.add(error);
            }
        }
        return first;
    }
}
